package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PreEntrustSignTemplate} and {@link ReactivePreEntrustSignTemplate}:
 * what is sent.
 */
class PreEntrustSignTemplateTests extends AbstractPreEntrustSignTests {

	@Test
	void miniProgramWhenAnsweredReturnsTheSession() {
		Instant before = Instant.now();
		MiniProgramSignSession session = this.template.miniProgram(request("wxwtdk20200910100000"));
		assertThat(session.mchid()).isEqualTo("1900000109");
		assertThat(session.serviceId()).isEqualTo(12535);
		assertThat(session.outContractCode()).isEqualTo("wxwtdk20200910100000");
		assertThat(session.preEntrustwebId())
			.isEqualTo(this.simulator.session("wxwtdk20200910100000").orElseThrow().preEntrustwebId());
		assertThat(session.launch()).isEqualTo(new MiniProgramLaunch("wxbd687630cd02ce1d",
				"pages/PwdExemptContract/index", Map.of("pre_entrustweb_id", session.preEntrustwebId())));
		assertThat(session.expiresAt()).isBetween(before.plusSeconds(6900), Instant.now().plusSeconds(6900));
	}

	@Test
	@Tag("case-1")
	void miniProgramWhenSentIsByteForByteVectorR1() {
		this.template.miniProgram(request("wxwtdk20200910100000"));
		ReceivedRequest received = received();
		assertThat(received.bodyText()).isEqualTo(Vectors.find("request_signing", "R1").get("body").textValue());
		assertThat(received.rawUri())
			.isEqualTo("/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program");
		assertThat(received.signatureAccepted()).isTrue();
	}

	@Test
	void miniProgramWhenSentHasTheHeadersOfTheProtocolOnly() {
		this.template.miniProgram(request("a1"));
		var headers = received().headers();
		assertThat(headers.all("Accept")).containsExactly("application/json");
		assertThat(headers.all("Content-Type")).containsExactly("application/json");
		assertThat(headers.first("User-Agent").orElseThrow()).startsWith("wechatpay-contract/")
			.contains("Java/" + System.getProperty("java.version"))
			.matches("[ -~]+");
		assertThat(headers.all("Wechatpay-Serial")).containsExactly(TestPlatform.PUBLIC_KEY_ID);
		assertThat(headers.all("Authorization")).hasSize(1);
		assertThat(headers.first("Authorization").orElseThrow())
			.matches("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"[0-9A-Za-z]{32}\","
					+ "timestamp=\"[0-9]{10}\",serial_no=\"" + TestPlatform.MERCHANT_SERIAL
					+ "\",signature=\"[0-9A-Za-z+/=]{344}\"");
		assertThat(headers.names()).noneMatch("Accept-Encoding"::equalsIgnoreCase)
			.noneMatch("Transfer-Encoding"::equalsIgnoreCase);
		assertThat(headers.all("Content-Length")).containsExactly(Integer.toString(received().body().length));
	}

	@Test
	@Tag("case-5")
	@Tag("case-6")
	void miniProgramWhenRepeatedIsSignedAnewEachTime() {
		Mono<MiniProgramSignSession> call = this.reactive.miniProgram(request("again1"));
		for (int i = 0; i < 20; i++) {
			call.block(LIMIT);
		}
		assertThat(this.simulator.requests()).hasSize(20).allMatch(ReceivedRequest::signatureAccepted);
		assertThat(this.simulator.requests().stream().map((request) -> request.headers().first("Authorization")))
			.doesNotHaveDuplicates();
		assertThat(this.simulator.requests().stream().map(ReceivedRequest::bodyText).distinct()).hasSize(1);
	}

	@Test
	@Tag("case-8")
	@Tag("case-9")
	void miniProgramWhenValuesAreOddArrivesAsGiven() {
		for (String account : new String[] { "蓝色自行车 17", "a\"b\\c/d", "<b>&amp;'", "é\u0301ñ", "\u00a0x", "%41+1",
				"字".repeat(32) }) {
			MiniProgramSignRequest request = MiniProgramSignRequest.builder()
				.outContractCode("odd" + Integer.toHexString(account.hashCode()))
				.contractDisplayAccount(account)
				.openid(OPENID)
				.build();
			this.template.miniProgram(request);
			assertThat(this.simulator.session(request.outContractCode()).orElseThrow().contractDisplayAccount())
				.isEqualTo(account);
		}
		MiniProgramSignRequest large = MiniProgramSignRequest.builder()
			.serviceId(9_007_199_254_740_993L)
			.outContractCode("large")
			.contractDisplayAccount("x")
			.openid(OPENID)
			.build();
		fails(WechatPayApiException.class, large, (ex) -> assertThat(ex.getCode()).contains("NO_AUTH"));
		assertThat(received().bodyText()).contains("\"service_id\":9007199254740993,");
	}

	@Test
	@Tag("case-1")
	void miniProgramWhenBodiesAreRandomIsVerifiedByTheServer() {
		// 300 instead of 10,000 over the socket, for the time's sake
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<MiniProgramSignRequest> requests = IntStream.range(0, 300)
			.mapToObj((i) -> MiniProgramSignRequest.builder()
				.outContractCode("p" + i)
				.contractDisplayAccount(account(random))
				.openid("o" + Long.toHexString(random.nextLong()))
				.build())
			.toList();
		Flux.fromIterable(requests).flatMap(this.reactive::miniProgram, 32).blockLast(Duration.ofSeconds(60));
		assertThat(this.simulator.requests()).as("seed %d", seed)
			.hasSize(300)
			.allMatch(ReceivedRequest::signatureAccepted);
		for (MiniProgramSignRequest request : requests) {
			assertThat(this.simulator.session(request.outContractCode()).orElseThrow().contractDisplayAccount())
				.as("seed %d", seed)
				.isEqualTo(request.contractDisplayAccount());
		}
	}

	@Test
	void miniProgramWhenDefaultsAreMissingNamesTheFieldAndSendsNothing() {
		ReactivePreEntrustSignTemplate bare = new ReactivePreEntrustSignTemplate(this.exchange,
				PreEntrustSignDefaults.NONE, MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC());
		PreEntrustSignTemplate blocking = new PreEntrustSignTemplate(bare);
		assertThatIllegalArgumentException().isThrownBy(() -> blocking.miniProgram(request("x")))
			.withMessageContaining("'appid' is missing");
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void miniProgramWhenNotifyUrlChangesChecksEachOne() {
		String good = "https://yourapp.com/a/";
		String bad = "http://localhost/a";
		try (SignedExchange remote = SimulatedExchange.toUnknownHost()) {
			PreEntrustSignTemplate elsewhere = new PreEntrustSignTemplate(reactive(remote, Clock.systemUTC()));
			for (String url : List.of(good, bad, bad, "https://yourapp.com/b", good, bad)) {
				this.template.miniProgram(notifying(url));
				MiniProgramSignRequest request = notifying(url);
				if (url.equals(bad)) {
					assertThatExceptionOfType(InvalidFieldException.class)
						.isThrownBy(() -> elsewhere.miniProgram(request))
						.satisfies((ex) -> assertThat(ex.getField()).isEqualTo("notifyUrl"));
				}
				else {
					assertThatExceptionOfType(WechatPayTransportException.class)
						.isThrownBy(() -> elsewhere.miniProgram(request));
				}
			}
		}
		assertThat(this.simulator.requests()).hasSize(6);
	}

	@Test
	void miniProgramWhenRequestSaysMoreThanTheDefaultsItWins() {
		fails(WechatPayApiException.class,
				MiniProgramSignRequest.builder()
					.appid("wx0000000000000000")
					.serviceId(77)
					.notifyUrl("https://other.example.com/n")
					.outContractCode("x")
					.contractDisplayAccount("x")
					.openid("o")
					.build(),
				(ex) -> assertThat(ex.getError().orElseThrow().field()).contains("/appid"));
		assertThat(received().bodyText()).contains("wx0000000000000000", "\"service_id\":77", "other.example.com");
	}

	private static MiniProgramSignRequest notifying(String notifyUrl) {
		return MiniProgramSignRequest.builder()
			.notifyUrl(notifyUrl)
			.outContractCode(UUID.randomUUID().toString().replace("-", ""))
			.contractDisplayAccount("x")
			.openid(OPENID)
			.build();
	}

	private static String account(Random random) {
		StringBuilder name = new StringBuilder();
		for (int n = random.nextInt(60); n > 0; n--) {
			name.appendCodePoint(random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x11000));
		}
		return DisplayAccounts.sanitize(name.toString(), "payer");
	}

}
