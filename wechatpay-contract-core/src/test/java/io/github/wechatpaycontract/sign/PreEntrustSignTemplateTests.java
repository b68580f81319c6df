package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PreEntrustSignTemplate} and {@link ReactivePreEntrustSignTemplate},
 * against the simulator.
 */
class PreEntrustSignTemplateTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	private static final PreEntrustSignDefaults DEFAULTS = new PreEntrustSignDefaults("wxd678efh567hg6787", 12535L,
			"https://yourapp.com/notify");

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	private ReactivePreEntrustSignTemplate reactive;

	private PreEntrustSignTemplate template;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl());
		this.reactive = reactive(this.exchange, Clock.systemUTC());
		this.template = new PreEntrustSignTemplate(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

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
	@Tag("case-14")
	void miniProgramWhenAnswerIsUnsignedIsNotUsed() {
		next(AnswerFault.noSignature());
		fails(WechatPaySignatureException.class, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(SignatureFailure.HEADER_MISSING);
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.getRequestId()).isPresent();
			assertThat(ex).hasMessageContaining("proxy or CDN");
		});
	}

	@Test
	@Tag("case-15")
	void miniProgramWhenAnswerIsAProbeSaysSo() {
		// the retry belongs to a later issue; what is told here is that one makes sense
		for (AnswerFault probe : List.of(AnswerFault.probe(), AnswerFault.probeOverwritten())) {
			next(probe);
			fails(WechatPaySignatureException.class, (ex) -> {
				assertThat(ex.isProbe()).isTrue();
				assertThat(ex.isRetryable()).isTrue();
			});
		}
		assertThat(this.template.miniProgram(request("x1")).outContractCode()).isEqualTo("x1");
	}

	@Test
	@Tag("case-16")
	void miniProgramWhenSerialIsUnknownAsksNobody() {
		next(AnswerFault.unknownSerial());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL));
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@Test
	@Tag("case-17")
	void miniProgramWhenBodyWasChangedOnTheWaySaysSo() {
		next(AnswerFault.tamperedBody());
		fails(WechatPaySignatureException.class, (ex) -> assertThat(ex).hasMessageContaining("changed on the way"));
		next(AnswerFault.gzip());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.MISMATCH));
		next(AnswerFault.wrongSignature());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.MISMATCH));
	}

	@Test
	@Tag("case-18")
	void miniProgramWhenThereAreTwoSignaturesRefuses() {
		next(AnswerFault.repeatedSignature());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.HEADER_REPEATED));
	}

	@ParameterizedTest
	@CsvSource({ "301,false", "-301,false", "299,true", "-299,true", "300,true" })
	@Tag("case-19")
	void miniProgramWhenAnswerIsOfAnotherTimeAcceptsUpTo300Seconds(long age, boolean accepted) {
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		try (WechatPaySimulator fixed = WechatPaySimulator.builder()
			.merchant(TestPlatform.simulated())
			.clock(clock)
			.start(); SignedExchange to = SimulatedExchange.to(fixed.baseUrl(), clock, (client) -> client)) {
			fixed.answers().next(AnswerFault.stale(age));
			StepVerifier.FirstStep<MiniProgramSignSession> step = StepVerifier
				.create(reactive(to, clock).miniProgram(request("t1")));
			if (accepted) {
				step.expectNextCount(1).expectComplete().verify(LIMIT);
			}
			else {
				step.expectErrorSatisfies((ex) -> assertThat(((WechatPaySignatureException) ex).getFailure())
					.isEqualTo(SignatureFailure.STALE)).verify(LIMIT);
			}
		}
	}

	@Test
	@Tag("case-20")
	void miniProgramWhenAnswerIsASigned204IsIncomplete() {
		next(AnswerFault.noContent());
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		next(AnswerFault.noContent().and(AnswerFault.noSignature()));
		fails(WechatPaySignatureException.class, (ex) -> {
		});
	}

	@ParameterizedTest
	@CsvSource({ "mchid,1900000109,1900000110", "service_id,12535,12536", "out_contract_code,code1,code2" })
	@Tag("case-21")
	void miniProgramWhenAnswerBelongsToAnotherRequestRefuses(String field, String sent, String echoed) {
		next(AnswerFault.signedBody((body) -> body.replace(sent, echoed)));
		fails(WechatPayContentException.class, request("code1"), (ex) -> {
			assertThat(ex.getField()).contains(field);
			assertThat(ex).hasMessageContaining("belongs to another request")
				.hasMessageNotContaining(echoed)
				.hasMessageNotContaining(sent);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pre_entrustweb_id", "mchid", "service_id", "out_contract_code", "sign_mp_appid",
			"sign_mp_path" })
	@Tag("case-22")
	void miniProgramWhenAMemberIsMissingNullEmptyOrWrongNamesIt(String field) {
		String member = "\"" + field + "\":(\"[^\"]*\"|[0-9]+)";
		for (String replacement : new String[] { "\"other\":1", "\"" + field + "\":null", "\"" + field + "\":\"\"",
				"\"" + field + "\":\"  \"", "\"" + field + "\":{}", "\"" + field + "\":1.5",
				"\"" + field + "\":true" }) {
			next(AnswerFault.signedBody((body) -> body.replaceFirst(member, replacement)));
			fails(WechatPayContentException.class, (ex) -> {
				assertThat(ex.getField()).as(replacement).contains(field);
				assertThat(ex).hasMessageContaining("'" + field + "'");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{\"a\":", "{}{}", "{\"a\":1e99999999999}",
			"{\"mchid\":\"1\",\"mchid\":\"1\"}", "<html/>" })
	@Tag("case-22")
	void miniProgramWhenSignedBodyIsUnreadableSaysSo(String body) {
		next(AnswerFault.signedBody(body));
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.getField()).isEmpty());
	}

	@Test
	@Tag("case-23")
	void miniProgramWhenErrorIsUnsignedIsMarkedUnverified() {
		next(AnswerFault.raw(404, "application/json", "{\"code\":\"RESOURCE_NOT_EXISTS\",\"message\":\"not found\"}"));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.isVerified()).isFalse();
			assertThat(ex.getCode()).contains("RESOURCE_NOT_EXISTS");
			assertThat(ex.getStatus()).isEqualTo(404);
			assertThat(ex).hasMessageContaining("never change the state of a contract because of it");
		});
	}

	@Test
	@Tag("case-24")
	void miniProgramWhenErrorIsSignedIsVerified() {
		next(AnswerFault.error(400, "PARAM_ERROR", "bad", Map.of("field", "/openid", "issue", "unknown")));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.isVerified()).isTrue();
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isOutcomeUnknown()).isFalse();
			assertThat(ex.getError().orElseThrow().field()).contains("/openid");
			assertThat(ex).hasMessageContaining("PARAM_ERROR: bad [field /openid] [issue unknown]")
				.hasMessageNotContaining("not verified");
			assertThat(ex.getInternalErrorNumber()).isPresent();
		});
		next(AnswerFault.error(400, "PARAM_ERROR", "bad").and(AnswerFault.wrongSignature()));
		fails(WechatPayApiException.class, (ex) -> assertThat(ex.isVerified()).isFalse());
	}

	@ParameterizedTest
	@CsvSource({ "500,text/html,<html>boom</html>", "502,text/html,<h1>502</h1>", "503,,''", "504,text/plain,gateway",
			"502,application/json,{\"a\":1e99999999999}", "502,application/json,[[[" })
	@Tag("case-25")
	void miniProgramWhenGatewayAnswersIsRetryable(int status, String contentType, String body) {
		next(AnswerFault.raw(status, contentType, body + "x".repeat(100_000)));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.getStatus()).isEqualTo(status);
			assertThat(ex.isRetryable()).isTrue();
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex.isVerified()).isFalse();
			assertThat(ex.getCode()).isEmpty();
			assertThat(ex.getMessage()).hasSizeLessThan(400).doesNotContain("<", "xxxx");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;charset=GBK", "text/plain", "application/json;charset=nonsense", "x" })
	@Tag("case-26")
	void miniProgramWhenContentTypeIsOddReadsTheBytesAsUtf8(String contentType) {
		next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", "pages/签约"))
			.and(AnswerFault.contentType(contentType)));
		assertThat(this.template.miniProgram(request("c1")).signMpPath()).isEqualTo("pages/签约");
	}

	@Test
	@Tag("case-27")
	void miniProgramWhenAnswerHasNewMembersIgnoresThem() {
		next(AnswerFault.signedBody((body) -> "{\"new\":{\"a\":[1,null,2.5]},\"n\":null," + body.substring(1)));
		assertThat(this.template.miniProgram(request("n1")).outContractCode()).isEqualTo("n1");
		next(AnswerFault.signedBody((body) -> body.replace("12535", "\"12535\"")));
		assertThat(this.template.miniProgram(request("n2")).serviceId()).isEqualTo(12535);
	}

	@Test
	@Tag("case-28")
	void miniProgramWhenPathIsOddPassesItThrough() {
		for (String path : new String[] { "pages/a?x=1&y=%20", "pages/a#f", "页/签约 x", "p".repeat(10 * 1024) }) {
			next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", path)));
			MiniProgramSignSession session = this.template.miniProgram(request("path1"));
			assertThat(session.signMpPath()).isEqualTo(path);
			assertThat(session.launch().path()).isEqualTo(path);
		}
		next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", "p".repeat(20 * 1024))));
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.getField()).contains("sign_mp_path"));
	}

	@Test
	@Tag("case-7")
	void miniProgramWhenRefusedBecauseOfTheClockSaysSo() {
		Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6));
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), ahead, (client) -> client)) {
			next(AnswerFault.header("Date", date));
			StepVerifier.create(reactive(to, ahead).miniProgram(request("clock1")))
				.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(WechatPayApiException.class)
					.hasMessageContaining("SIGN_ERROR")
					.hasMessageContaining("this host's clock is 3")
					.hasMessageContaining("s ahead of the server's"))
				.verify(LIMIT);
		}
	}

	@Test
	@Tag("case-126")
	void miniProgramWhenAnswerDripsEndsAtTheDeadline() {
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofMillis(700))) {
			next(AnswerFault.dripping(Duration.ofMillis(50)));
			fails(WechatPayTransportException.class, reactive(to, Clock.systemUTC()), request("drip1"), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TIMEOUT);
				assertThat(ex.isOutcomeUnknown()).isTrue();
				assertThat(ex).hasMessageContaining("look before trying again");
			});
		}
	}

	@Test
	void miniProgramWhenAnswerNeverComesFailsWithUnknownOutcome() {
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofMillis(700))) {
			next(AnswerFault.held());
			fails(WechatPayTransportException.class, reactive(to, Clock.systemUTC()), request("held1"), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TIMEOUT);
				assertThat(ex.isOutcomeUnknown()).isTrue();
			});
		}
		assertThat(this.simulator.session("held1")).isPresent();
	}

	@Test
	void miniProgramWhenConnectionIsResetFailsWithUnknownOutcome() {
		for (AnswerFault fault : List.of(AnswerFault.reset(), AnswerFault.resetMidBody())) {
			next(fault);
			fails(WechatPayTransportException.class, (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.CONNECTION_LOST);
				assertThat(ex.isOutcomeUnknown()).isTrue();
			});
		}
		assertThat(this.simulator.requests()).as("repeats nothing by itself").hasSize(2);
	}

	@Test
	@Tag("case-127")
	void miniProgramWhenAnswerIsTooLargeStops() {
		next(AnswerFault.endless());
		fails(WechatPayTransportException.class, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(Failure.ANSWER_TOO_LARGE);
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
		next(AnswerFault.oversized(256 * 1024 + 1));
		fails(WechatPayTransportException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(Failure.ANSWER_TOO_LARGE));
		next(AnswerFault.oversized(256 * 1024));
		assertThat(this.template.miniProgram(request("large1")).outContractCode()).isEqualTo("large1");
	}

	@Test
	@Tag("case-131")
	void miniProgramWhenRedirectedDoesNotFollow() {
		try (WechatPaySimulator elsewhere = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start()) {
			next(AnswerFault.redirect(elsewhere.baseUrl() + "/v3/x"));
			fails(WechatPayApiException.class, (ex) -> {
				assertThat(ex.getStatus()).isEqualTo(302);
				assertThat(ex.isVerified()).isFalse();
			});
			assertThat(elsewhere.requests()).isEmpty();
		}
	}

	@Test
	@Tag("case-139")
	void miniProgramWhenThreadMustNotBlockRefusesAndSendsNothing() throws Exception {
		CompletableFuture<Throwable> onParallel = new CompletableFuture<>();
		Schedulers.parallel().schedule(() -> attempt(onParallel));
		assertRefused(onParallel);
		LoopResources loops = LoopResources.create("test-loop", 1, true);
		try {
			CompletableFuture<Throwable> onLoop = new CompletableFuture<>();
			loops.onServer(false).next().execute(() -> attempt(onLoop));
			assertRefused(onLoop);
		}
		finally {
			loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(LIMIT);
		}
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(this.simulator.sessions()).isEmpty();
	}

	private void attempt(CompletableFuture<Throwable> result) {
		try {
			this.template.miniProgram(request("never"));
			result.complete(new AssertionError("no exception"));
		}
		catch (Throwable ex) {
			result.complete(ex);
		}
	}

	private static void assertRefused(CompletableFuture<Throwable> result) throws Exception {
		assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("nothing was sent. Use ReactivePreEntrustSignOperations here");
	}

	@Test
	void miniProgramWhenThreadIsInterruptedFailsAsDeclared() throws Exception {
		next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> arrived = this.simulator.nextRequest();
		CompletableFuture<Throwable> result = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			attempt(result);
			flag.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		arrived.get(10, TimeUnit.SECONDS);
		caller.interrupt();
		assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(WechatPayTransportException.class,
				(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
		caller.join(10_000);
	}

	@Test
	void miniProgramWhenMonoIsNotSubscribedSendsNothing() throws Exception {
		Mono<MiniProgramSignSession> call = this.reactive.miniProgram(request("cold1"));
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(call.toFuture().get(10, TimeUnit.SECONDS).outContractCode()).isEqualTo("cold1");
	}

	@Test
	void miniProgramWhenFutureFailsGivesTheExceptionAsCause() {
		next(AnswerFault.error(403, "NO_AUTH", "no"));
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.reactive.miniProgram(request("f1")).toFuture().get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(WechatPayApiException.class);
	}

	@Test
	void miniProgramWhenDefaultsAreMissingNamesTheFieldAndSendsNothing() {
		ReactivePreEntrustSignTemplate bare = new ReactivePreEntrustSignTemplate(this.exchange,
				PreEntrustSignDefaults.NONE, MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC());
		PreEntrustSignTemplate blocking = new PreEntrustSignTemplate(bare);
		assertThatIllegalArgumentException().isThrownBy(() -> blocking.miniProgram(request("x")))
			.withMessageContaining("'appid' is missing");
		assertThatIllegalArgumentException().isThrownBy(() -> blocking.miniProgram(MiniProgramSignRequest.builder()
			.appid("wx1")
			.serviceId(1)
			.notifyUrl("https://yourapp.com/notify?x=1")
			.outContractCode("x")
			.contractDisplayAccount("x")
			.openid("o")
			.build())).withMessageContaining("'notifyUrl' must have no user, query or fragment");
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void miniProgramWhenNotifyUrlChangesChecksEachOne() {
		String good = "https://yourapp.com/a";
		String bad = "https://yourapp.com/a?x=1";
		for (String url : List.of(good, bad, bad, "https://yourapp.com/b", good, bad)) {
			MiniProgramSignRequest request = notifying(url);
			if (url.equals(bad)) {
				assertThatExceptionOfType(InvalidFieldException.class)
					.isThrownBy(() -> this.template.miniProgram(request))
					.satisfies((ex) -> assertThat(ex.getField()).isEqualTo("notifyUrl"));
			}
			else {
				this.template.miniProgram(request);
			}
		}
		assertThat(this.simulator.requests()).hasSize(3);
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

	@Test
	void miniProgramWhenErrorRepeatsThePayerMasksIt() {
		next(AnswerFault.error(400, "PARAM_ERROR", "openid " + OPENID + " does not belong",
				Map.of("value", OPENID, "list", List.of("x " + OPENID), OPENID, "微信代扣用户A")));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex).hasMessageContaining("openid **** does not belong");
			assertThat(ex.getError().orElseThrow().detail().toString() + ex.getError().orElseThrow().message() + ex)
				.doesNotContain(OPENID, "微信代扣用户A");
		});
	}

	@Test
	void miniProgramWhenRunNeverComputesOnTheCallersEventLoop() {
		List<String> threads = new CopyOnWriteArrayList<>();
		Clock recording = new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				threads.add(Thread.currentThread().getName());
				return Instant.now();
			}

		};
		NioEventLoopGroup loops = new NioEventLoopGroup(1);
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), recording, (client) -> client)) {
			CompletableFuture<MiniProgramSignSession> session = new CompletableFuture<>();
			loops.execute(() -> reactive(to, recording).miniProgram(request("loop1"))
				.subscribe(session::complete, session::completeExceptionally));
			assertThat(session).succeedsWithin(LIMIT);
		}
		finally {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
		assertThat(threads).hasSizeGreaterThanOrEqualTo(3).allMatch((name) -> name.startsWith("wechatpay-"));
	}

	@Test
	@Tag("case-12")
	void miniProgramWhen64ThreadsShareOneClientAllAreVerified() throws Exception {
		List<CompletableFuture<MiniProgramSignSession>> calls = IntStream.range(0, 64)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.template.miniProgram(request("shared" + i)),
					(task) -> new Thread(task).start()))
			.toList();
		for (CompletableFuture<MiniProgramSignSession> call : calls) {
			call.get(20, TimeUnit.SECONDS);
		}
		assertThat(this.simulator.requests()).hasSize(64).allMatch(ReceivedRequest::signatureAccepted);
	}

	private void next(AnswerFault fault) {
		this.simulator.answers().next(fault);
	}

	private ReceivedRequest received() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	private <X extends WechatPayException> void fails(Class<X> type, Consumer<X> check) {
		fails(type, request("wxwtdk20200910100000"), check);
	}

	private <X extends WechatPayException> void fails(Class<X> type, MiniProgramSignRequest request,
			Consumer<X> check) {
		fails(type, this.reactive, request, check);
	}

	private static <X extends WechatPayException> void fails(Class<X> type, ReactivePreEntrustSignTemplate template,
			MiniProgramSignRequest request, Consumer<X> check) {
		StepVerifier.create(template.miniProgram(request)).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOfSatisfying(type, check);
			assertThat(ex.toString()).doesNotContain(OPENID, "微信代扣用户A", TestPlatform.API_V3_KEY);
		}).verify(LIMIT);
	}

	private static ReactivePreEntrustSignTemplate reactive(SignedExchange exchange, Clock clock) {
		return new ReactivePreEntrustSignTemplate(exchange, DEFAULTS, MiniProgramLaunchFactory.EXTRA_DATA, clock);
	}

	private static MiniProgramSignRequest request(String outContractCode) {
		return MiniProgramSignRequest.builder()
			.outContractCode(outContractCode)
			.contractDisplayAccount("微信代扣用户A")
			.openid(OPENID)
			.build();
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
