package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class AnswerFaultTests {

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	private MerchantClient.Answered openWith(AnswerFault fault) {
		this.simulator.answers().next(fault);
		return this.client.open("code1");
	}

	private boolean verifies(MerchantClient.Answered answer) {
		return this.client.verifies(answer.headers(), answer.body());
	}

	private static String signature(MerchantClient.Answered answer) {
		return answer.headers().first("Wechatpay-Signature").orElseThrow();
	}

	@Test
	void probePutsPrefixBeforeAGoodSignature() {
		MerchantClient.Answered answer = openWith(AnswerFault.probe());
		assertThat(signature(answer)).startsWith("WECHATPAY/SIGNTEST/").hasSize(363);
		assertThat(verifies(answer)).isFalse();
		HeaderFields stripped = answer.headers().with("Wechatpay-Signature", signature(answer).substring(19));
		assertThat(this.client.verifies(stripped, answer.body())).isTrue();
	}

	@Test
	void probeOverwrittenKeepsTheLength() {
		MerchantClient.Answered answer = openWith(AnswerFault.probeOverwritten());
		assertThat(signature(answer)).startsWith("WECHATPAY/SIGNTEST/").hasSize(344);
		assertThat(verifies(answer)).isFalse();
	}

	@Test
	void wrongSignatureHasTheRightForm() {
		MerchantClient.Answered answer = openWith(AnswerFault.wrongSignature());
		assertThat(signature(answer)).hasSize(344).isBase64();
		assertThat(verifies(answer)).isFalse();
	}

	@Test
	void noSignatureLeavesNoHeader() {
		assertThat(openWith(AnswerFault.noSignature()).headers().names())
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).startsWith("wechatpay-"));
	}

	@Test
	void repeatedSignatureHasTwo() {
		MerchantClient.Answered answer = openWith(AnswerFault.repeatedSignature());
		assertThat(answer.headers().all("Wechatpay-Signature")).hasSize(2).doesNotHaveDuplicates();
		assertThat(verifies(answer)).isTrue();
	}

	@Test
	void unknownSerialIsOtherwiseRight() {
		MerchantClient.Answered answer = openWith(AnswerFault.unknownSerial());
		assertThat(verifies(answer)).isFalse();
		HeaderFields corrected = answer.headers().with("Wechatpay-Serial", this.simulator.merchant().publicKeyId());
		assertThat(this.client.verifies(corrected, answer.body())).isTrue();
	}

	@Test
	void staleIsSignedAtAnotherTime() {
		for (long seconds : new long[] { 301, -301 }) {
			MerchantClient.Answered answer = openWith(AnswerFault.stale(seconds));
			long timestamp = Long.parseLong(answer.headers().first("Wechatpay-Timestamp").orElseThrow());
			assertThat(Instant.now().getEpochSecond() - timestamp).isBetween(seconds - 1, seconds + 5);
			assertThat(verifies(answer)).isTrue();
		}
	}

	@Test
	void tamperedBodyIsStillJsonButNotWhatWasSigned() {
		MerchantClient.Answered answer = openWith(AnswerFault.tamperedBody());
		assertThat(answer.at("/out_contract_code")).isEqualTo("code1");
		assertThat(verifies(answer)).isFalse();
		assertThat(this.client.verifies(answer.headers(), Arrays.copyOf(answer.body(), answer.body().length - 1)))
			.isTrue();
		assertThat(openWith(AnswerFault.tamperedBody("{}")).body()).asString().isEqualTo("{}");
	}

	@Test
	void errorIsSignedUnlessToldOtherwise() {
		AnswerFault error = AnswerFault.error(500, "SYSTEM_ERROR", "later", Map.of("location", "body"));
		MerchantClient.Answered signed = openWith(error);
		assertThat(signed.status()).isEqualTo(500);
		assertThat(signed.at("/code")).isEqualTo("SYSTEM_ERROR");
		assertThat(signed.at("/detail/location")).isEqualTo("body");
		assertThat(verifies(signed)).isTrue();
		MerchantClient.Answered unsigned = openWith(error.and(AnswerFault.noSignature()));
		assertThat(unsigned.body()).isEqualTo(signed.body());
		assertThat(unsigned.headers().first("Wechatpay-Signature")).isEmpty();
		assertThat(this.simulator.sessions()).isEmpty();
	}

	@Test
	void rawIsWhatAGatewayAnswers() {
		MerchantClient.Answered answer = openWith(AnswerFault.raw(502, "text/html", "<html>Bad Gateway</html>"));
		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.headers().first("Content-Type")).hasValue("text/html");
		assertThat(answer.body()).asString().startsWith("<html>");
		assertThat(answer.headers().first("Wechatpay-Signature")).isEmpty();
		assertThat(openWith(AnswerFault.raw(503, null, "text")).headers().first("Content-Type")).isEmpty();
		assertThat(openWith(AnswerFault.raw(503, null, "")).body()).isEmpty();
	}

	@Test
	void redirectNamesTheLocation() {
		MerchantClient.Answered answer = openWith(AnswerFault.redirect("http://127.0.0.1:1/x"));
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.headers().first("Location")).hasValue("http://127.0.0.1:1/x");
	}

	@Test
	void noContentIsSignedOverAnEmptyBody() {
		MerchantClient.Answered answer = openWith(AnswerFault.noContent());
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.body()).isEmpty();
		assertThat(verifies(answer)).isTrue();
	}

	@Test
	void signedBodyIsSignedForReal() {
		MerchantClient.Answered answer = openWith(AnswerFault.signedBody("{\"mchid\":null}"));
		assertThat(answer.body()).asString().isEqualTo("{\"mchid\":null}");
		assertThat(verifies(answer)).isTrue();
		MerchantClient.Answered changed = openWith(
				AnswerFault.signedBody((body) -> body.replace("\"1900000109\"", "\"1900000110\"")));
		assertThat(changed.at("/mchid")).isEqualTo("1900000110");
		assertThat(changed.at("/out_contract_code")).isEqualTo("code1");
		assertThat(verifies(changed)).isTrue();
	}

	@Test
	void contentTypeAndHeadersAreReplaced() {
		MerchantClient.Answered answer = openWith(AnswerFault.contentType("application/json;charset=GBK")
			.and(AnswerFault.header("Wechatpay-Signature-Type", "SM2")));
		assertThat(answer.headers().all("Content-Type")).containsExactly("application/json;charset=GBK");
		assertThat(answer.headers().all("Wechatpay-Signature-Type")).containsExactly("SM2");
		assertThat(verifies(answer)).isTrue();
	}

	@Test
	void gzipCompressesWhatWasSigned() throws IOException {
		MerchantClient.Answered answer = openWith(AnswerFault.gzip());
		assertThat(answer.headers().first("Content-Encoding")).hasValue("gzip");
		byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
		assertThat(this.client.verifies(answer.headers(), plain)).isTrue();
	}

	@Test
	void oversizedIsSignedForReal() {
		MerchantClient.Answered answer = openWith(AnswerFault.oversized(300_000));
		assertThat(answer.body()).hasSize(300_000);
		assertThat(answer.at("/out_contract_code")).isEqualTo("code1");
		assertThat(verifies(answer)).isTrue();
	}

	@Test
	void endlessGoesOnUntilTheClientHangsUp() throws Exception {
		this.simulator.answers().next(AnswerFault.endless());
		byte[] body = new ObjectMapper().writeValueAsBytes(this.client.body("code1"));
		HttpResponse<InputStream> response = MerchantClient.http()
			.send(this.client.request("POST", MerchantClient.MINI_PROGRAM, body).build(),
					HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream stream = response.body()) {
			assertThat(stream.readNBytes(5_000_000)).hasSize(5_000_000);
		}
		assertThat(this.client.open("code1").status()).isEqualTo(200);
	}

	@Test
	void drippingSendsByteByByte() {
		long start = System.nanoTime();
		MerchantClient.Answered answer = openWith(AnswerFault.dripping(Duration.ofMillis(2)));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
		assertThat(verifies(answer)).isTrue();
	}

	@Test
	void delayedWaits() {
		long start = System.nanoTime();
		assertThat(verifies(openWith(AnswerFault.delayed(Duration.ofMillis(150))))).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
	}

	@Test
	void resetCutsTheConnectionAfterTheRequestTookEffect() {
		for (AnswerFault fault : new AnswerFault[] { AnswerFault.reset(), AnswerFault.resetMidBody() }) {
			this.simulator.reset();
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> openWith(fault));
			assertThat(this.simulator.requests()).hasSize(1);
			assertThat(this.simulator.session("code1")).isPresent();
		}
	}

	@Test
	void heldIsAnsweredWhenReleased() throws Exception {
		this.simulator.answers().next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> request = this.simulator.nextRequest();
		CompletableFuture<MerchantClient.Answered> answer = CompletableFuture
			.supplyAsync(() -> this.client.open("code1"));
		request.get(10, TimeUnit.SECONDS);
		assertThat(this.client.open("code2").status()).isEqualTo(200);
		assertThat(answer).isNotDone();
		this.simulator.answers().release();
		assertThat(verifies(answer.get(10, TimeUnit.SECONDS))).isTrue();
	}

	@Test
	void shareSpoilsEvenly() {
		this.simulator.answers().share(AnswerFault.noSignature(), 0.5);
		assertThat(IntStream.range(0, 10).filter((i) -> !verifies(this.client.open("code" + i))).count()).isEqualTo(5);
		this.simulator.answers().always(AnswerFault.noSignature());
		assertThat(verifies(this.client.open("code1"))).isFalse();
		this.simulator.answers().clear();
		assertThat(verifies(this.client.open("code1"))).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.answers().share(AnswerFault.none(), 1.1));
	}

	@Test
	void nextComesBeforeShareAndInOrder() {
		this.simulator.answers().always(AnswerFault.noSignature());
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.error(429, "FREQUENCY_LIMITED", "slowly"));
		assertThat(verifies(this.client.open("code1"))).isTrue();
		assertThat(this.client.open("code1").status()).isEqualTo(429);
		assertThat(this.client.open("code1").headers().first("Wechatpay-Signature")).isEmpty();
	}

	@Test
	void faultLeavesAnUnsignedRefusalUnsigned() {
		this.simulator.answers().next(AnswerFault.probe());
		byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
		MerchantClient.Answered answer = MerchantClient
			.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, body).build());
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.headers().first("Wechatpay-Signature")).isEmpty();
	}

	@Test
	void namedIsTheFaultOfThatName() {
		assertThat(AnswerFault.names()).allSatisfy((name) -> assertThat(AnswerFault.named(name).name()).isEqualTo(name))
			.contains("none", "probe", "dripping", "reset", "too-frequent", "bad-gateway");
		assertThat(openWith(AnswerFault.named("too-frequent")).at("/code")).isEqualTo("RATELIMIT_EXCEEDED");
		assertThat(AnswerFault.probe().and(AnswerFault.reset())).hasToString("probe+reset");
		assertThatIllegalArgumentException().isThrownBy(() -> AnswerFault.named("x")).withMessageContaining("probe");
	}

	@Test
	void byCertificateWithoutOneIsSignedAsUsual() {
		assertThat(verifies(openWith(AnswerFault.byCertificate()))).isTrue();
	}

}
