package io.github.wechatpaycontract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.crypto.Pkcs12;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.UnrecordedInbox;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing secret and no payer leaves through logs at TRACE, messages, stack traces or
 * {@code toString}, whatever happens.
 */
@Tag("case-38")
@Tag("case-173")
class LogCanaryTests {

	private static final String OPENID = "oCANARYopenid0123456789";

	private static final String NAME = "CANARY name";

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final List<String> SECRETS = List.of(OPENID, NAME, TestPlatform.API_V3_KEY,
			TestPlatform.MERCHANT_KEY.getPrivateExponent().toString().substring(0, 40),
			TestPlatform.MERCHANT_KEY.getPrivateExponent().toString(16).substring(0, 40),
			Base64.getEncoder().encodeToString(TestPlatform.MERCHANT_KEY.getEncoded()).substring(60, 120),
			"signature=\"", "CANARY-passphrase");

	private final LogCapture log = LogCapture.start(Level.TRACE);

	@AfterEach
	void stop() {
		this.log.stop();
	}

	@Test
	void exchangeWhateverHappensShowsNoSecret() {
		List<AnswerFault> faults = List.of(AnswerFault.none(), AnswerFault.probe(), AnswerFault.noSignature(),
				AnswerFault.wrongSignature(), AnswerFault.tamperedBody(), AnswerFault.unknownSerial(),
				AnswerFault.stale(400),
				AnswerFault.signedBody("{\"openid\":\"" + OPENID + "\",\"mchid\":\"" + OPENID + "\"}"),
				AnswerFault.signedBody("{\"mchid\":1,\"" + OPENID), AnswerFault.raw(502, "text/html", "<b>" + OPENID),
				AnswerFault.error(400, "PARAM_ERROR", OPENID + NAME, Map.of("value", OPENID, "field", NAME)),
				AnswerFault.error(401, "SIGN_ERROR", "x",
						Map.of("sign_information",
								Map.of("sign_message_length", 5, "truncated_sign_message", "POST\n" + OPENID))),
				AnswerFault.redirect("http://127.0.0.1:1/" + OPENID), AnswerFault.reset(), AnswerFault.resetMidBody(),
				AnswerFault.endless(), AnswerFault.gzip(), AnswerFault.noContent());
		StringBuilder shown = new StringBuilder();
		try (WechatPaySimulator simulator = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = SimulatedExchange.to(simulator.baseUrl())) {
			ReactivePreEntrustSignTemplate template = new ReactivePreEntrustSignTemplate(exchange,
					new PreEntrustSignDefaults("wxd678efh567hg6787", 12535L, "https://yourapp.com/n"),
					MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC());
			for (AnswerFault fault : faults) {
				simulator.answers().next(fault);
				MiniProgramSignRequest request = MiniProgramSignRequest.builder()
					.outContractCode("code1")
					.contractDisplayAccount(NAME)
					.openid(OPENID)
					.build();
				shown.append(request);
				try {
					shown.append(template.miniProgram(request).block(LIMIT));
				}
				catch (WechatPayException ex) {
					shown.append(stackTrace(ex));
					if (ex instanceof WechatPayApiException api) {
						shown.append(api.getError());
						api.getError().ifPresent((error) -> shown.append(error.detail()).append(error.message()));
					}
				}
			}
		}
		assertClean(shown.toString());
	}

	@Test
	void notificationWhateverHappensShowsNoSecret() {
		String plaintext = TestPlatform.SIGNED.replace("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", OPENID).replace("微信代扣用户A", NAME);
		StringBuilder shown = new StringBuilder();
		Merchant merchant = TestPlatform.merchant();
		NotificationVerifier verifier = new NotificationVerifier(merchant, TestPlatform.CLOCK, TestPlatform.SKEW,
				Map.of());
		List<TestMessage> messages = new ArrayList<>();
		for (String event : new String[] { "ENTRUST.SIGN", "ENTRUST.TERMINATE", "NEW.EVENT",
				"SECURITY_ECHO.SUCCESS" }) {
			messages.add(TestPlatform.notification(event, plaintext));
			messages.add(TestPlatform.notification(event, plaintext + "x"));
			messages.add(TestPlatform.notification(event, plaintext.replace("12535", "\"" + OPENID + "\"")));
			messages.add(TestPlatform.notification(event, plaintext.replace("\"SIGNED\"", "\"" + OPENID + "\"")));
			messages.add(TestPlatform.notification(event, plaintext).with(TestMessage.NONCE, OPENID + "\r\n"));
			messages.add(TestPlatform.sign("{\"id\":\"" + OPENID + "\"}"));
		}
		try (NotificationReceiver failing = receiver((notification) -> {
			throw new IllegalStateException("no");
		}); NotificationReceiver working = receiver((notification) -> {
		}); NotificationReceiver empty = receiver()) {
			for (TestMessage message : messages) {
				shown.append(failing.receive(verifier, message::header, message.body()).block(LIMIT));
				shown.append(working.receive(verifier, message::header, message.body()).block(LIMIT));
				shown.append(empty.receive(verifier, message::header, message.body()).block(LIMIT));
				var result = verifier.verify(message::header, message.body());
				shown.append(result);
				if (result instanceof Verified verified
						&& !OPENID.equals(verified.notification().resource().stateText())) {
					ContractNotification notification = verified.notification();
					shown.append(notification).append(notification.resource());
				}
			}
		}
		assertThat(this.log.events()).isNotEmpty();
		assertClean(shown.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "merchant_key.pem", "merchant_key_pkcs1.pem", "merchant_cert.p12" })
	void keysWhenTheyCannotBeReadShowNothing(String file) {
		StringBuilder shown = new StringBuilder();
		byte[] bytes = Vectors.file(file);
		byte[] cut = Arrays.copyOf(bytes, bytes.length - 60);
		for (byte[] broken : new byte[][] { bytes, cut }) {
			try {
				shown.append(Pkcs12.read(broken, "CANARY-passphrase".toCharArray()));
			}
			catch (IllegalArgumentException ex) {
				shown.append(stackTrace(ex));
			}
			try {
				PrivateKeys.read(broken, "CANARY-passphrase".toCharArray());
			}
			catch (IllegalArgumentException ex) {
				shown.append(stackTrace(ex));
			}
		}
		shown.append(TestPlatform.merchant())
			.append(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.append(TestPlatform.publicKey());
		assertClean(shown.toString());
	}

	private void assertClean(String shown) {
		assertThat(shown).isNotBlank();
		for (String secret : SECRETS) {
			assertThat(shown).doesNotContain(secret);
			assertThat(this.log.events()).allSatisfy((event) -> {
				assertThat(event.getFormattedMessage()).doesNotContain(secret).doesNotContainPattern("\\p{Cc}");
				if (event.getThrowableProxy() != null) {
					assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy())).doesNotContain(secret);
				}
			});
		}
	}

	private static String stackTrace(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	private static NotificationReceiver receiver(ContractNotificationHandler... handlers) {
		return new NotificationReceiver(new UnrecordedInbox(new NotificationHandlers(List.of(handlers), List.of())),
				LIMIT);
	}

}
