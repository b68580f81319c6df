package io.github.wechatpaycontract.boot.web;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.contract.ContractTemplate;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SessionState;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A contract from the first call to the notification, with the other half of the protocol
 * in the simulator.
 */
@Timeout(60)
abstract class AbstractSigningTests extends AbstractEndpointTests {

	@RegisterExtension
	static final SimulatorExtension realTime = SimulatorExtension.with((simulator) -> simulator.resendDelays());

	@Override
	WechatPaySimulator simulator() {
		return realTime.simulator();
	}

	@Override
	Class<?> applicationClass() {
		return SigningApplication.class;
	}

	@Override
	String[] settings() {
		return new String[] { "spring.security.user.password=secret", "wechatpay.ledger.enabled=true",
				"wechatpay.ledger.store=memory", "spring.jackson.property-naming-strategy=SNAKE_CASE" };
	}

	@BeforeEach
	void route() {
		simulator().notifications().routeTo(this.application.uri(PATH));
	}

	private MiniProgramSignRequest request() {
		return MiniProgramSignRequest.builder()
			.outContractCode(this.application.bean(OutContractCodeGenerator.class).next())
			.contractDisplayAccount("Blue bicycle 17")
			.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
			.build();
	}

	private MiniProgramSignSession open() {
		return this.application.bean(PreEntrustSignTemplate.class).miniProgram(request());
	}

	private Delivery confirm(MiniProgramSignSession session) throws Exception {
		return simulator().confirm(session.outContractCode()).get(10, TimeUnit.SECONDS);
	}

	@Test
	void confirmedSessionBecomesASignedContract() throws Exception {
		MiniProgramSignSession session = open();
		assertThat(session.launch().extraData()).containsEntry("pre_entrustweb_id", session.preEntrustwebId());
		Delivery delivery = confirm(session);
		assertThat(delivery.status()).isEqualTo(204);
		String contractId = simulator().session(session.outContractCode()).orElseThrow().contractId();
		assertThat(handler().notifications()).singleElement().satisfies((notification) -> {
			assertThat(notification.kind()).isEqualTo(NotificationKind.SIGNED);
			assertThat(notification.outContractCode()).isEqualTo(session.outContractCode());
			assertThat(notification.contractId()).contains(contractId);
		});
	}

	@Test
	void reactiveTemplateOpensASessionToo() {
		MiniProgramSignSession session = this.application.bean(ReactivePreEntrustSignTemplate.class)
			.miniProgram(request())
			.block(Duration.ofSeconds(10));
		assertThat(session).isNotNull();
		assertThat(simulator().session(session.outContractCode())).get()
			.satisfies((it) -> assertThat(it.state()).isEqualTo(SessionState.OPEN));
	}

	@Test
	void notificationThatIsNotProvenChangesNothingAndTheNextOneDoes() throws Exception {
		MiniProgramSignSession session = open();
		for (NotificationFault fault : List.of(NotificationFault.bitFlip(), NotificationFault.probe(),
				NotificationFault.stale(), NotificationFault.noHeaders())) {
			if (simulator().session(session.outContractCode()).orElseThrow().state() == SessionState.OPEN) {
				simulator().notifications().next(fault);
				assertThat(confirm(session).status()).isEqualTo(401);
			}
			else {
				var draft = simulator().notifications().draftOf(session.outContractCode()).fault(fault).build();
				assertThat(simulator().notifications().send(draft).get(10, TimeUnit.SECONDS).status()).isEqualTo(401);
			}
			assertNothingHandled();
		}
		var draft = simulator().notifications().draftOf(session.outContractCode()).build();
		assertThat(simulator().notifications().send(draft).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(handler().notifications()).hasSize(1);
	}

	@Test
	void identifiersAreSentAsConfigured() {
		MiniProgramSignSession session = open();
		assertThat(simulator().session(session.outContractCode())).get().satisfies((it) -> {
			assertThat(it.appid()).isEqualTo(simulator().merchant().appid());
			assertThat(it.serviceId()).isEqualTo(simulator().merchant().serviceId());
			assertThat(it.notifyUrl()).isEqualTo("http://127.0.0.1:1" + PATH);
		});
	}

	@Test
	@Tag("case-172")
	void callsAndNotificationsAreTimedAndNoPayerIsNamed() throws Exception {
		String[] call = { "uri", "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program",
				"outcome", "success" };
		String[] notification = { "answer", "acknowledged", "kind", "signed" };
		long called = count("wechatpay.calls", call);
		long notified = count("wechatpay.notifications", notification);
		double repeated = retries();
		simulator().answers().next(AnswerFault.systemError());
		MiniProgramSignSession session = open();
		confirm(session);
		this.application.bean(ContractTemplate.class)
			.get(simulator().merchant().serviceId(), session.outContractCode());
		assertThat(count("wechatpay.calls", call)).isEqualTo(called + 1);
		assertThat(count("wechatpay.notifications", notification)).isEqualTo(notified + 1);
		assertThat(retries()).isEqualTo(repeated + 1);
		assertThat(this.application.bean(MeterRegistry.class).getMeters())
			.filteredOn((meter) -> meter.getId().getName().startsWith("wechatpay."))
			.hasSizeGreaterThan(2)
			.allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain(session.outContractCode(),
					"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "Blue bicycle"));
	}

	@Test
	void notificationIsObservedAsPartOfItsRequest() throws Exception {
		List<String> parents = this.application.bean(NotificationParents.class).names();
		int before = parents.size();
		confirm(open());
		assertThat(parents.subList(before, parents.size())).containsExactly("http.server.requests");
	}

	@Test
	@Tag("case-7")
	void clockSkewIsAMetric() {
		open();
		assertThat(this.application.bean(MeterRegistry.class)
			.get("wechatpay.clock.skew")
			.timeGauge()
			.value(TimeUnit.SECONDS)).isBetween(-5.0, 5.0);
	}

	private double retries() {
		return this.application.bean(MeterRegistry.class)
			.find("wechatpay.calls.retry")
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	private long count(String name, String... tags) {
		return this.application.bean(MeterRegistry.class)
			.find(name)
			.tags(tags)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	@Test
	@Tag("case-139")
	void blockingCallOnAnEventLoopIsRefusedBeforeAnythingIsSent() {
		RawResponse response = send(authenticated(RawRequest.of("GET", "/event-loop")));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("IllegalStateException").contains("nothing was sent");
		assertThat(simulator().requests()).isEmpty();
	}

	@Test
	void blockingCallOnTheRequestThreadDependsOnTheStack() {
		RawResponse response = send(authenticated(RawRequest.of("GET", "/request-thread")));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains(blocksRequestThreads() ? "opened" : "nothing was sent");
		assertThat(simulator().requests()).hasSize(blocksRequestThreads() ? 1 : 0);
	}

	@Test
	void launchKeepsTheNamesOfTheMiniProgram() {
		RawResponse response = send(authenticated(RawRequest.of("GET", "/launch"), MediaType.APPLICATION_JSON_VALUE));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("{\"appId\":\"wxbd687630cd02ce1d\",\"path\":\"pages/index\","
				+ "\"extraData\":{\"pre_entrustweb_id\":\"x\"}}");
	}

	abstract boolean blocksRequestThreads();

	static RawRequest authenticated(RawRequest request) {
		return authenticated(request, MediaType.TEXT_PLAIN_VALUE);
	}

	private static RawRequest authenticated(RawRequest request, String accepted) {
		return request.with("Accept: " + accepted,
				"Authorization: Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes()));
	}

}
