package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestClock;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.ledger.ContractEvent.Source;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationDelivery;
import io.github.wechatpaycontract.notification.TestNotifications;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No payer leaves the ledger through logs at TRACE, messages or {@code toString},
 * whatever happens.
 */
@Tag("case-38")
@Tag("case-173")
class LedgerCanaryTests {

	private static final String OPENID = "oCANARYopenid0123456789";

	private static final String STRANGER = "oCANARYstranger012345678";

	private static final String NAME = "CANARY name";

	@ParameterizedTest
	@EnumSource
	void everythingThatHappensShowsNoPayer(UnknownContracts policy) {
		TestClock clock = new TestClock(TestPlatform.NOW);
		LogCapture log = LogCapture.start(Level.TRACE);
		StringBuilder shown = new StringBuilder();
		try (WechatPaySimulator simulator = WechatPaySimulator.builder()
			.merchant(TestPlatform.simulated())
			.clock(clock)
			.resendDelays()
			.start(); LedgerFixture fixture = new LedgerFixture(simulator, clock)) {
			ContractLedger ledger = new StoredContractLedger(fixture.ledger());
			for (String openid : List.of(OPENID, STRANGER)) {
				attempt(shown, () -> ledger
					.open((contract) -> contract.outContractCode("code1").contractDisplayAccount(NAME).openid(openid)));
			}
			for (AnswerFault fault : List.of(
					AnswerFault.error(400, "PARAM_ERROR", OPENID + NAME, Map.of("value", OPENID, "field", NAME)),
					AnswerFault.error(404, "CONTRACT_NOT_EXIST", OPENID).and(AnswerFault.noSignature()),
					AnswerFault.raw(502, "text/html", "<b>" + OPENID), AnswerFault.signedBody("{\"openid\":" + OPENID),
					AnswerFault.noSignature())) {
				simulator.answers().always(fault);
				attempt(shown, () -> ledger.refresh("code1"));
				attempt(shown, () -> ledger.terminate("code1", "gone"));
				clock.advance(Duration.ofMinutes(6));
				attempt(shown, () -> fixture.reconciler(5).round().block(LedgerFixture.LIMIT));
			}
			simulator.answers().clear();
			simulator.confirm("code1");
			String contractId = simulator.session("code1").orElseThrow().contractId();
			for (boolean confirm : new boolean[] { true, false }) {
				LedgerInbox inbox = fixture.inbox(policy, confirm);
				for (String openid : List.of(STRANGER, OPENID)) {
					for (String code : List.of("code1", "code" + policy + openid.length())) {
						for (String state : List.of("BRAND_NEW", "NOT_SIGNED", "TERMINATED", "SIGNED")) {
							ContractNotification notification = notification(confirm + state + openid.length() + code,
									code, openid, code.equals("code1") ? contractId : "id" + code, state);
							shown.append(notification)
								.append(new NotificationDelivery(notification, TestNotifications.unsigned(),
										LedgerFixture.LIMIT));
							attempt(shown, () -> LedgerFixture.deliver(inbox, notification));
							attempt(shown, () -> LedgerFixture.deliver(inbox, notification));
							attempt(shown, () -> fixture.notification(notification.id()));
							shown.append(Finding.of(notification));
						}
					}
				}
			}
			shown.append(ledger.findByOpenid(OPENID))
				.append(ledger.find("code1"))
				.append(fixture.events)
				.append(fixture.parked())
				.append(Arrays.toString(LedgerState.values()))
				.append(new ContractSigned(fixture.contract("code1"), Source.QUERY))
				.append(FakeContracts.contract("code1", ContractState.SIGNED));
			assertThat(fixture.handled).isNotEmpty();
			assertThat(fixture.parked()).isNotEmpty();
		}
		finally {
			log.stop();
		}
		assertThat(log.events()).isNotEmpty();
		for (String canary : List.of(OPENID, STRANGER, NAME)) {
			assertThat(shown.toString()).doesNotContain(canary);
			assertThat(log.events()).allSatisfy((event) -> assertThat(text(event)).doesNotContain(canary));
		}
	}

	@Test
	void failingHandlerIsLoggedWithWhatItSaidAndNothingElse() {
		LogCapture log = LogCapture.start(Level.TRACE);
		try (LedgerFixture fixture = new LedgerFixture()) {
			fixture.open("code1");
			fixture.handler = (notification) -> {
				throw new IllegalStateException("no bicycle left");
			};
			LedgerFixture.deliver(fixture.inbox(), LedgerFixture.signed("n1", "code1"));
		}
		finally {
			log.stop();
		}
		assertThat(log.events()).anyMatch((event) -> text(event).contains("no bicycle left"))
			.noneMatch((event) -> text(event).contains(LedgerFixture.PAYER));
	}

	private static String text(ILoggingEvent event) {
		return event.getFormattedMessage()
				+ ((event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy()) : "");
	}

	private static ContractNotification notification(String id, String code, String openid, String contractId,
			String state) {
		Map<String, Object> plaintext = LedgerFixture.plaintext(code, state);
		plaintext.put("openid", openid);
		plaintext.put("contract_id", contractId);
		plaintext.put("contract_display_account", NAME);
		return TestNotifications.of(LedgerFixture.MCHID, id, state.equals("SIGNED") ? "ENTRUST.SIGN" : "ENTRUST.CHANGE",
				plaintext);
	}

	private static void attempt(StringBuilder shown, Supplier<Object> call) {
		try {
			shown.append(call.get());
		}
		catch (WechatPayApiException ex) {
			// a query names no payer, so what it throws may repeat one to whoever asked
			shown.append(ContractQueries.reason(ex));
		}
		catch (RuntimeException ex) {
			shown.append(ex);
		}
	}

}
