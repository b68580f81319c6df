package io.github.wechatpaycontract.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WechatPayClient}, {@link ReactiveWechatPayClient} and
 * {@link WechatPayCall}, against the simulator's synthetic address.
 */
class WechatPayClientTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final WechatPayCall REFUND = WechatPayCall.get("/v3/synthetic/refunds/{out_refund_no}");

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	private ReactiveWechatPayClient reactive;

	private WechatPayClient client;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl());
		this.reactive = new ReactiveWechatPayClient(this.exchange);
		this.client = new WechatPayClient(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	@Test
	void exchangeWhenPathHasVariablesAndQuerySendsThemEncoded() {
		WechatPayCall call = WechatPayCall.get("/v3/synthetic/{a}/b/{c_1}")
			.variable("a", "x/y")
			.variable("c_1", 12535L)
			.query("z", "1&2")
			.query("mchid", "1900000109")
			.query("z", "3");
		assertThat(this.client.exchange(call)).containsEntry("method", "GET")
			.containsEntry("uri", "/v3/synthetic/x%2Fy/b/12535?z=1%262&mchid=1900000109&z=3")
			.containsEntry("body", "");
		assertThat(last().signatureAccepted()).isTrue();
		assertThat(last().headers().names()).noneMatch("Content-Type"::equalsIgnoreCase);
	}

	@Test
	void exchangeWhenItFailsShowsNoValueOfPathOrQuery() {
		String openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
		this.simulator.answers().next(AnswerFault.error(400, "PARAM_ERROR", "no user " + openid));
		WechatPayCall call = WechatPayCall.get("/v3/synthetic/users/{openid}?a=1")
			.variable("openid", openid)
			.query("again", openid);
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> this.client.exchange(call))
			.withMessageContaining("GET /v3/synthetic/users/{openid} was answered 400")
			.withMessageNotContaining(openid);
		assertThat(last().rawUri()).isEqualTo("/v3/synthetic/users/" + openid + "?a=1&again=" + openid);
	}

	@Test
	void exchangeWhenBodyIsAMapARecordOrATreeSendsTheSame() {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("out_trade_no", "n1");
		map.put("amount", Map.of("total", 100));
		map.put("goods_detail", List.of("a", 1, true));
		Map<String, @Nullable Object> withNulls = new LinkedHashMap<>(map);
		withNulls.put("attach", null);
		withNulls.put("amount", nulls("total", 100));
		Sent sent = new Sent("n1", new Sent.Amount(100), List.of("a", 1, true), null);
		String expected = "{\"out_trade_no\":\"n1\",\"amount\":{\"total\":100},\"goods_detail\":[\"a\",1,true]}";
		for (Object body : new Object[] { map, withNulls, sent }) {
			assertThat(this.client.exchange(WechatPayCall.post("/v3/synthetic/x").body(body)))
				.containsEntry("body", expected)
				.containsEntry("json", Map.of("out_trade_no", "n1", "amount", Map.of("total", 100L), "goods_detail",
						List.of("a", 1L, true)));
			assertThat(last().bodyText()).isEqualTo(expected);
			assertThat(last().signatureAccepted()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT", "PATCH", "DELETE" })
	void exchangeWhenMethodIsAnyIsSignedWithIt(String method) {
		assertThat(this.client.exchange(WechatPayCall.of(method, "/v3/synthetic/x"))).containsEntry("method", method);
		assertThat(last().signatureAccepted()).isTrue();
		assertThat(this.client.exchange(WechatPayCall.of(method, "/v3/synthetic/x").body(Map.of("a", "密"))))
			.containsEntry("body", "{\"a\":\"密\"}");
		assertThat(last().signatureAccepted()).isTrue();
	}

	@Test
	void exchangeWhenAnswerIsReadAsAnyType() {
		answer("{\"refund_id\":\"5030\",\"create_time\":\"2020-12-01T16:18:12+08:00\",\"amount\":{\"total\":888,"
				+ "\"rate\":1.50},\"unknown\":[{}],\"user_received_account\":null}");
		Refund refund = this.client.exchange(REFUND.variable("out_refund_no", "r1"), Refund.class);
		assertThat(refund).isEqualTo(new Refund("5030", OffsetDateTime.parse("2020-12-01T16:18:12+08:00"),
				new Refund.Amount(888, new BigDecimal("1.50")), null));
		answer("{\"z\":1,\"a\":[null,{\"b\":2.50}],\"c\":true,\"n\":null}");
		Map<String, @Nullable Object> tree = this.reactive.exchange(REFUND.variable("out_refund_no", "r1"))
			.block(LIMIT);
		assertThat(tree.toString()).isEqualTo("{z=1, a=[null, {b=2.50}], c=true, n=null}");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> tree.put("x", 1));
		answer(" {\"a\" : 1}\n");
		assertThat(this.client.get("/v3/synthetic/x", byte[].class))
			.isEqualTo(" {\"a\" : 1}\n".getBytes(StandardCharsets.UTF_8));
		answer("no JSON, such as a bill");
		assertThat(new String(this.reactive.post("/v3/synthetic/x", Map.of(), byte[].class).block(LIMIT),
				StandardCharsets.UTF_8))
			.isEqualTo("no JSON, such as a bill");
		assertThat(this.client.post("/v3/synthetic/x", Map.of("k", "v"), Echo.class))
			.isEqualTo(new Echo("POST", "/v3/synthetic/x", "{\"k\":\"v\"}"));
		assertThat(this.reactive.get("/v3/synthetic/x", Echo.class).block(LIMIT))
			.isEqualTo(new Echo("GET", "/v3/synthetic/x", ""));
	}

	@Test
	void exchangeWhenAnswerIs204IsEmpty() {
		AnswerFault fault = AnswerFault.noContent();
		this.simulator.answers().next(fault, fault, fault);
		assertThat(this.client.exchange(WechatPayCall.post("/v3/synthetic/close").body(Map.of()))).isEmpty();
		assertThat(this.client.get("/v3/synthetic/close", byte[].class)).isEmpty();
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> this.client.get("/v3/synthetic/close", Refund.class));
	}

	@Test
	void exchangeWhenTypeCanHoldNoAnswerFailsAndSendsNothing() {
		for (Class<?> type : new Class<?>[] { Void.class, void.class }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.client.get("/v3/synthetic/x", type))
				.withMessageContaining("exchange(WechatPayCall)");
			StepVerifier.create(this.reactive.post("/v3/synthetic/x", Map.of(), type))
				.expectError(IllegalArgumentException.class)
				.verify(LIMIT);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void exchangeWhenAnswerDoesNotFitFails() {
		for (String body : new String[] { "{\"amount\":[]}", "{\"create_time\":\"yesterday\"}", "[]", "x", "" }) {
			answer(body);
			assertThatExceptionOfType(WechatPayContentException.class).as(body)
				.isThrownBy(() -> this.client.get("/v3/synthetic/x", Refund.class));
		}
		this.simulator.answers().next(AnswerFault.noSignature());
		assertThatExceptionOfType(WechatPaySignatureException.class)
			.isThrownBy(() -> this.client.get("/v3/synthetic/x", byte[].class));
		this.simulator.answers().next(AnswerFault.reset());
		assertThatExceptionOfType(WechatPayTransportException.class)
			.isThrownBy(() -> this.client.get("/v3/synthetic/x", byte[].class));
	}

	@Test
	void exchangeWhenErrorRepeatsTextsOfTheBodyMasksThem() {
		String told = "openid oCANARYopenid and CANARY name and deep CANARY are unfit for CNY";
		this.simulator.answers().next(AnswerFault.error(400, "PARAM_ERROR", told, Map.of("value", told)));
		Map<String, Object> body = Map.of("payer", Map.of("openid", "oCANARYopenid"), "names",
				List.of("CANARY name", List.of("deep CANARY")), "currency", "CNY");
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.client.exchange(WechatPayCall.post("/v3/synthetic/x").body(body)))
			.withMessageContaining("openid **** and **** and **** are unfit for CNY")
			.satisfies((ex) -> assertThat(ex.getError().orElseThrow().toString() + ex.getError().orElseThrow().message()
					+ ex.getError().orElseThrow().detail())
				.doesNotContain("CANARY"));
		assertThat(WechatPayCall.post("/v3/synthetic/{a}").variable("a", "CANARY").body(body).query("b", "CANARY"))
			.hasToString("POST /v3/synthetic/{a}");
	}

	@Test
	void exchangeWhenErrorRepeatsAShortNameOrANumberMasksIt() {
		String told = "no 王伟, nor 13800138000, nor o1-CANARY-2 for CNY";
		this.simulator.answers().next(AnswerFault.error(400, "PARAM_ERROR", told, Map.of("value", 13_800_138_000L)));
		Map<String, Object> body = Map.of("name", "王伟", "mobile", 13_800_138_000L, "part", "CANARY", "whole",
				"o1-CANARY-2", "currency", "CNY");
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.client.exchange(WechatPayCall.post("/v3/synthetic/x").body(body)))
			.withMessageContaining("no ****, nor ****, nor **** for CNY")
			.satisfies((ex) -> assertThat(ex.getError().orElseThrow().detail()).isEqualTo(Map.of("value", "****")));
	}

	@Test
	void exchangeWhenErrorRepeatsTheUrlMasksWhatIsWrittenInIt() {
		WechatPayCall call = WechatPayCall.get("/v3/synthetic/{name}?openid=oCANARYopenid&plain=%e5%bc%a0%e4%b8%89&on")
			.variable("name", "王伟")
			.query("again", "李小龙");
		String url = call.request().pathAndQuery();
		Map<String, Object> seen = Map.of("url", url, "truncated_sign_message", "GET\n" + url + "\n1724900000\nnonce\n",
				"sign_message_length", 120);
		this.simulator.answers()
			.next(AnswerFault.error(401, "SIGN_ERROR", "not for oCANARYopenid, 王伟, 张三, 李小龙",
					Map.of("sign_information", seen)));
		String masked = "/v3/synthetic/****?openid=****&plain=****&on&again=****";
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> this.client.exchange(call))
			.withMessageContaining("not for ****, ****, ****, ****")
			.satisfies((ex) -> assertThat(ex.getError().orElseThrow().detail())
				.isEqualTo(Map.of("sign_information", Map.of("url", masked, "truncated_sign_message",
						"GET\n" + masked + "\n1724900000\nnonce", "sign_message_length", 120L))));
	}

	@Test
	void getWhenPathHoldsAnOpenidMasksIt() {
		String path = "/v3/synthetic/openid/oUpF8uMuAJO_M2pxb1Q9zNjWeS6o/x";
		String masked = "/v3/synthetic/openid/****/x";
		this.simulator.answers().next(AnswerFault.noAuth());
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> this.client.get(path, Map.class))
			.withMessageStartingWith("GET " + masked + " was answered 403");
		assertThat(WechatPayCall.get(path)).hasToString("GET " + masked);
		assertThat(WechatPayCall.get(path).request().template()).isEqualTo(masked);
		assertThat(this.simulator.requests()).singleElement()
			.satisfies((request) -> assertThat(request.rawUri()).isEqualTo(path));
	}

	@Test
	void exchangeWhenCallIsAConstantIsCompletedWithoutChangingIt() {
		assertThat(this.client.exchange(REFUND.variable("out_refund_no", "r1").query("a", 1))).containsEntry("uri",
				"/v3/synthetic/refunds/r1?a=1");
		assertThat(this.client.exchange(REFUND.variable("out_refund_no", "r2"))).containsEntry("uri",
				"/v3/synthetic/refunds/r2");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.exchange(REFUND))
			.withMessageContaining("'out_refund_no'");
	}

	@Test
	void exchangeWhenCallIsMisusedFailsAndSendsNothing() {
		for (String path : new String[] { "v3/x", "", "https://example.com/v3/x" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> WechatPayCall.get(path));
		}
		for (String method : new String[] { "get", "", "GET X", "GE\nT" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> WechatPayCall.of(method, "/v3/x"));
		}
		for (String path : new String[] { "/v3/a b", "/v3/密", "/v3/{a-b}", "/v3/x#y", "/v3/\r\nX: y" }) {
			assertThatIllegalArgumentException().as(path).isThrownBy(() -> this.client.get(path, byte[].class));
			StepVerifier.create(this.reactive.get(path, byte[].class))
				.expectError(IllegalArgumentException.class)
				.verify(LIMIT);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void exchangeWhenThreadMustNotBlockThrowsAndSendsNothing() {
		for (Runnable call : List.<Runnable>of(() -> this.client.get("/v3/synthetic/x", byte[].class),
				() -> this.client.exchange(REFUND.variable("out_refund_no", "r1")))) {
			assertThat(CompletableFuture.runAsync(call, Schedulers.parallel()::schedule)).failsWithin(LIMIT)
				.withThrowableThat()
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("Use ReactiveWechatPayClient here");
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	private void answer(String body) {
		this.simulator.answers().next(AnswerFault.signedBody(body));
	}

	private ReceivedRequest last() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	private static Map<String, @Nullable Object> nulls(String name, Object value) {
		Map<String, @Nullable Object> map = new HashMap<>();
		map.put(name, value);
		map.put("currency", null);
		return map;
	}

	/**
	 * A body.
	 *
	 * @param outTradeNo a text
	 * @param amount a record within
	 * @param goodsDetail a list
	 * @param attach nothing
	 */
	record Sent(String outTradeNo, Amount amount, List<Object> goodsDetail, @Nullable String attach) {

		record Amount(long total) {
		}

	}

	/**
	 * An answer.
	 *
	 * @param refundId a text
	 * @param createTime a time
	 * @param amount a record within
	 * @param userReceivedAccount nothing
	 */
	record Refund(@Nullable String refundId, @Nullable OffsetDateTime createTime, @Nullable Amount amount,
			@Nullable String userReceivedAccount) {

		record Amount(long total, BigDecimal rate) {
		}

	}

	/**
	 * The answer of the synthetic address.
	 *
	 * @param method the method received
	 * @param uri path and query received
	 * @param body the body received
	 */
	record Echo(String method, String uri, String body) {
	}

}
