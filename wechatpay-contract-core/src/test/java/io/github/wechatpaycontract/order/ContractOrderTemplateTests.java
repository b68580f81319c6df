package io.github.wechatpaycontract.order;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ContractOrderTemplate}, {@link ReactiveContractOrderTemplate} and
 * their requests, against the simulator.
 */
class ContractOrderTemplateTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final String APPID = "wxd678efh567hg6787";

	private static final String PREPAY_ID = "wx201410272009395522657a690389285100";

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	private ReactiveContractOrderTemplate reactive;

	private ContractOrderTemplate template;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl());
		this.reactive = new ReactiveContractOrderTemplate(this.exchange, TestPlatform.CLOCK);
		this.template = new ContractOrderTemplate(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	@Test
	void jsapiWhenAllMembersAreSetSendsThemInTheDocumentedForm() {
		answer();
		ContractOrder order = this.template.jsapi(new ContractOrderRequest(APPID, "oCANARY", full().build()));
		assertThat(order.prepayId()).isEqualTo(PREPAY_ID);
		assertThat(last().rawUri()).isEqualTo("/v3/pay/transactions/jsapi-with-contract");
		assertThat(last().signatureAccepted()).isTrue();
		assertThat(last().bodyText()).isEqualTo("{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"1900000109\","
				+ "\"description\":\"example\",\"out_trade_no\":\"order_1-*\","
				+ "\"time_expire\":\"2018-06-08T10:34:56+08:00\",\"attach\":\"mine\","
				+ "\"notify_url\":\"https://yourapp.com/pay-notify\",\"goods_tag\":\"WXG\",\"support_fapiao\":true,"
				+ "\"amount\":{\"total\":100,\"currency\":\"CNY\"},\"payer\":{\"openid\":\"oCANARY\"},"
				+ "\"detail\":{\"cost_price\":608800,\"invoice_id\":\"wx123\",\"goods_detail\":[{"
				+ "\"merchant_goods_id\":\"1246464644\",\"wechatpay_goods_id\":\"1001\",\"goods_name\":\"iPhoneX 256G\","
				+ "\"quantity\":1,\"unit_price\":828800}]},\"scene_info\":{\"payer_client_ip\":\"14.23.150.211\","
				+ "\"device_id\":\"013467007045764\",\"store_info\":{\"id\":\"0001\",\"name\":\"腾讯大厦分店\","
				+ "\"area_code\":\"440305\",\"address\":\"广东省深圳市\"}},\"settle_info\":{\"profit_sharing\":false},"
				+ "\"contract_info\":{\"password_free_contract_id\":\"123124412412423431\"}}");
	}

	@Test
	void partnerJsapiWhenSentHasTheMembersOfThePartner() {
		answer();
		this.template
			.partnerJsapi(new PartnerContractOrderRequest(APPID, "1900000110", null, "oSP", null, terms().build()));
		assertThat(last().rawUri()).isEqualTo("/v3/pay/partner/transactions/jsapi-with-contract");
		assertThat(last().bodyText()).isEqualTo("{\"sp_appid\":\"wxd678efh567hg6787\",\"sp_mchid\":\"1900000109\","
				+ "\"sub_mchid\":\"1900000110\",\"description\":\"example\",\"out_trade_no\":\"order_1-*\","
				+ "\"notify_url\":\"https://yourapp.com/pay-notify\",\"amount\":{\"total\":100,\"currency\":\"CNY\"},"
				+ "\"payer\":{\"sp_openid\":\"oSP\"},"
				+ "\"contract_info\":{\"password_free_contract_id\":\"123124412412423431\"}}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2018-06-08T10:34:56.789+08:00", "2018-06-08T10:34:56+08:00", "2018-06-08T10:34:00Z",
			"2018-06-08T10:34:00-05:30" })
	void timeExpireWhenSentIsRfc3339InSeconds(String time) {
		answer();
		this.template
			.jsapi(new ContractOrderRequest(APPID, "o1", terms().timeExpire(OffsetDateTime.parse(time)).build()));
		assertThat(last().bodyText()).contains("\"time_expire\":\"" + time.replace(".789", "") + "\"");
	}

	@Test
	void orderWhenContractIsNotInForceIsRefused() {
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.template.jsapi(new ContractOrderRequest(APPID, "o1", full().build())))
			.satisfies((ex) -> assertThat(ex.getCode()).contains("INVALID_REQUEST"));
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.template
				.partnerJsapi(new PartnerContractOrderRequest(APPID, "1900000110", "wx8", null, "o1", full().build())))
			.satisfies((ex) -> assertThat(ex.getCode()).contains("INVALID_REQUEST"));
	}

	@Test
	void orderWhenErrorRepeatsThePayerMasksIt() {
		this.simulator.answers()
			.always(AnswerFault.error(400, "PARAM_ERROR", "oCANARYsp oCANARYsub oCANARYown",
					Map.of("value", "oCANARYsp oCANARYsub oCANARYown")));
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.template.jsapi(new ContractOrderRequest(APPID, "oCANARYown", terms().build())))
			.satisfies((ex) -> assertThat(ex + ex.getError().orElseThrow().detail().toString())
				.doesNotContain("oCANARYown"));
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.template.partnerJsapi(new PartnerContractOrderRequest(APPID, "1900000110", "wx8",
					"oCANARYsp", "oCANARYsub", terms().build())))
			.satisfies((ex) -> assertThat(ex + ex.getError().orElseThrow().detail().toString())
				.doesNotContain("oCANARYsp", "oCANARYsub"));
	}

	@Test
	void orderWhenAnswerIsLostOrIncompleteFailsAsDeclared() {
		this.simulator.answers().next(AnswerFault.reset());
		ContractOrderRequest request = new ContractOrderRequest(APPID, "o1", terms().build());
		assertThatExceptionOfType(WechatPayTransportException.class).isThrownBy(() -> this.template.jsapi(request))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.simulator.requests()).hasSize(1);
		for (String body : new String[] { "{}", "{\"prepay_id\":\"\"}", "{\"prepay_id\":1}",
				"{\"prepay_id\":\"" + "x".repeat(65) + "\"}", "[]" }) {
			this.simulator.answers().next(AnswerFault.error(200, "", "").and(AnswerFault.signedBody(body)));
			assertThatExceptionOfType(WechatPayContentException.class).isThrownBy(() -> this.template.jsapi(request));
		}
	}

	@Test
	void orderWhenAnsweredIsSignedForTheMiniProgramThatPays() throws Exception {
		answer();
		assertSigned(APPID,
				this.template.jsapi(new ContractOrderRequest(APPID, "o1", terms().build())).payParameters());
		answer();
		assertSigned("wx8",
				this.template
					.partnerJsapi(
							new PartnerContractOrderRequest(APPID, "1900000110", "wx8", null, "o1", terms().build()))
					.payParameters());
		answer();
		assertSigned(APPID, this.reactive
			.partnerJsapi(new PartnerContractOrderRequest(APPID, "1900000110", "wx8", "o1", null, terms().build()))
			.block(LIMIT)
			.payParameters());
	}

	@Test
	void payParametersWhenMadeAnewDifferAndHold() throws Exception {
		Map<String, String> first = this.template.payParameters(APPID, PREPAY_ID);
		Map<String, String> second = this.reactive.payParameters(APPID, PREPAY_ID).block(LIMIT);
		assertSigned(APPID, first);
		assertSigned(APPID, second);
		assertThat(second.get("nonceStr")).isNotEqualTo(first.get("nonceStr"));
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(new ContractOrder(PREPAY_ID, first).toString()).doesNotContain(first.get("paySign"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\n", "密",
			"01234567890123456789012345678901234567890123456789012345678901234" })
	void payParametersWhenAValueIsUnfitNameItAndSignNothing(String value) {
		unfit("'appid' ", () -> this.template.payParameters(value, PREPAY_ID));
		unfit("'prepayId' ", () -> this.template.payParameters(APPID, value));
		unfit("'appid' is missing", () -> this.reactive.payParameters(null, PREPAY_ID).block(LIMIT));
		unfit("'prepayId' is missing", () -> this.reactive.payParameters(APPID, null).block(LIMIT));
	}

	/** Verifies with the JDK alone, by the certificate. */
	private static void assertSigned(String appid, Map<String, String> parameters) throws Exception {
		assertThat(parameters.keySet()).containsExactly("timeStamp", "nonceStr", "package", "signType", "paySign");
		assertThat(parameters).containsEntry("timeStamp", "1724900000")
			.containsEntry("package", "prepay_id=" + PREPAY_ID)
			.containsEntry("signType", "RSA");
		assertThat(parameters.get("nonceStr")).matches("[0-9A-Za-z]{32}");
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initVerify(Certificates.read(Vectors.file("merchant_cert.pem")).getPublicKey());
		signature.update((appid + "\n1724900000\n" + parameters.get("nonceStr") + "\nprepay_id=" + PREPAY_ID + "\n")
			.getBytes(StandardCharsets.UTF_8));
		assertThat(signature.verify(Base64.getDecoder().decode(parameters.get("paySign")))).isTrue();
	}

	/**
	 * Made with OpenSSL from {@code src/test/resources/vectors}: <pre>
	 * printf 'wxd678efh567hg6787\n1724900000\nq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6\nprepay_id=wx201410272009395522657a690389285100\n' \
	 *   | openssl dgst -sha256 -sign merchant_key.pem | openssl base64 -A
	 * </pre>
	 */
	@Test
	void signatureOfTheFourLinesIsThatOfOpenssl() {
		assertThat(TestPlatform.merchant()
			.sign(List.of(APPID, "1724900000", "q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6", "prepay_id=" + PREPAY_ID)))
			.isEqualTo("ktr13DcNIBiXYVhDODHhVSg81HJ2vXZQ4llXAz7EVHpMtVqqtMT2WMrslwYzF68CyTY6vTtv3nfNytNfjIYGzDo0"
					+ "F/eUQ/wzV39RFowcoS3vsDixbhZuq370dVV3pqf6QrittO1ml1mROg/OsPK5iMKWJ7LwkE1bsG9u0Jykaet5pckF"
					+ "MiVgVo7pfqnL82SxvtGSe/fXgE5AdW3QMStmCE8ARnDD48mLRvLLf7MydB+1VOqm0P/aDDBdvNrCq7xP9wBHFxGN"
					+ "g/Q4Sxg3IMYz064pkgStNRHPvBwJ29YRoFCYbPSyW6eFRf5Kfv5FxD0UWbsJLWuJREQx1ZuZDm1tqw==");
	}

	static Stream<Arguments> unfitTerms() {
		return Stream.of(Arguments.of("description", terms().description("x".repeat(128))),
				Arguments.of("description", terms().description("😀")),
				Arguments.of("description", terms().description("a\n")),
				Arguments.of("description", terms().description(" ")),
				Arguments.of("outTradeNo", terms().outTradeNo("12345")),
				Arguments.of("outTradeNo", terms().outTradeNo("1".repeat(33))),
				Arguments.of("outTradeNo", terms().outTradeNo("123 456")),
				Arguments.of("outTradeNo", terms().outTradeNo("订单123456")),
				Arguments.of("attach", terms().attach("x".repeat(129))), Arguments.of("attach", terms().attach("")),
				Arguments.of("goodsTag", terms().goodsTag("x".repeat(33))),
				Arguments.of("notifyUrl", terms().notifyUrl("https://yourapp.com/" + "x".repeat(236))),
				Arguments.of("total", terms().total(0)), Arguments.of("total", terms().total(-1)),
				Arguments.of("notifyUrl", terms().notifyUrl("http://localhost?x=1 y")),
				Arguments.of("contractId", terms().contractId("x".repeat(33))),
				Arguments.of("contractId", terms().contractId("中文 id")),
				Arguments.of("description", OrderTerms.builder()),
				Arguments.of("outTradeNo", OrderTerms.builder().description("x")),
				Arguments.of("notifyUrl", OrderTerms.builder().description("x").outTradeNo("123456")),
				Arguments.of("contractId",
						OrderTerms.builder()
							.description("x")
							.outTradeNo("123456")
							.notifyUrl("https://a.com/n")
							.total(1)));
	}

	@Test
	void detailWhenOf6144BytesIsSentAndWhenLongerIsRefused() {
		String item = "{\"merchant_goods_id\":\"1\",\"goods_name\":\"%s\",\"quantity\":1,\"unit_price\":1}";
		String full = item.formatted("车".repeat(256));
		String around = "{\"goods_detail\":[" + (full + ",").repeat(7) + item + "]}";
		int free = 6144 - around.formatted("").getBytes(StandardCharsets.UTF_8).length;
		String name = "车".repeat(free / 3) + "x".repeat(free % 3);
		answer();
		this.template.jsapi(new ContractOrderRequest(APPID, "o1", terms().detail(manyGoods(name)).build()));
		String sent = around.formatted(name);
		assertThat(last().bodyText()).contains("\"detail\":" + sent + ",");
		assertThat(sent.getBytes(StandardCharsets.UTF_8)).hasSize(6144);
		for (String longer : new String[] { name + "x", "\"" + name.substring(1) + "xx" }) {
			assertThatExceptionOfType(InvalidFieldException.class)
				.isThrownBy(() -> terms().detail(manyGoods(longer)).build())
				.withMessage("'detail' is longer than 6,144 bytes on the wire");
		}
	}

	@Test
	void detailWhenItsItemsAreChangedLaterStays() {
		List<OrderDetail.Goods> goods = new ArrayList<>(detail("x").goodsDetail());
		OrderDetail detail = new OrderDetail(null, null, goods);
		goods.add(goods.get(0));
		assertThat(detail).isEqualTo(detail("x"));
		goods.set(0, null);
		unfit("'goodsDetail' ", () -> new OrderDetail(null, null, goods));
	}

	private static OrderDetail manyGoods(String lastName) {
		List<OrderDetail.Goods> goods = new ArrayList<>(
				Collections.nCopies(7, detail("车".repeat(256)).goodsDetail().get(0)));
		goods.addAll(detail(lastName).goodsDetail());
		return new OrderDetail(null, null, goods);
	}

	private static OrderDetail detail(String goodsName) {
		return new OrderDetail(null, null, List.of(new OrderDetail.Goods("1", null, goodsName, 1, 1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yourapp.com/pay", "ftp://yourapp.com/pay", "https://yourapp.com",
			"https://yourapp.com/pay?a=1", "https://u@yourapp.com/pay", " https://yourapp.com/pay" })
	void buildWhenNotifyUrlIsUnfitWhereverCallsGoNamesIt(String notifyUrl) {
		unfit("'notifyUrl' ", () -> terms().notifyUrl(notifyUrl).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080/pay", "http://127.0.0.1:8080/pay" })
	void orderWhenNotifyUrlIsLocalIsForTheSimulatorOnly(String notifyUrl) {
		answer();
		this.template.jsapi(new ContractOrderRequest(APPID, "o1", terms().notifyUrl(notifyUrl).build()));
		assertThat(last().bodyText()).contains("\"notify_url\":\"" + notifyUrl + "\"");
		ClientSettings settings = ClientSettings.DEFAULT
			.withHosts(HostSettings.only(BaseUrl.of(URI.create("https://wechatpay.invalid"), true)));
		try (SignedExchange remote = new SignedExchange(TestPlatform.merchant(), settings, TestPlatform.CLOCK)) {
			refusesNotifyUrl(new ReactiveContractOrderTemplate(remote, TestPlatform.CLOCK), notifyUrl);
		}
	}

	private static void refusesNotifyUrl(ReactiveContractOrderTemplate reactive, String notifyUrl) {
		OrderTerms terms = terms().notifyUrl(notifyUrl).build();
		for (Mono<ContractOrder> order : List.of(reactive.jsapi(new ContractOrderRequest(APPID, "o1", terms)),
				reactive.partnerJsapi(new PartnerContractOrderRequest(APPID, "1900000110", null, "o1", null, terms)))) {
			assertThatIllegalArgumentException().isThrownBy(() -> order.block(LIMIT))
				.withMessageStartingWith("'notifyUrl' ")
				.withMessageNotContaining("yourapp");
		}
	}

	@Test
	void notifyUrlWhenOf255CharactersIsSent() {
		String notifyUrl = "https://yourapp.com/" + "x".repeat(235);
		answer();
		this.template.jsapi(new ContractOrderRequest(APPID, "o1", terms().notifyUrl(notifyUrl).build()));
		assertThat(last().bodyText()).contains("\"" + notifyUrl + "\"");
	}

	@ParameterizedTest
	@MethodSource("unfitTerms")
	void buildWhenTermIsUnfitNamesIt(String field, OrderTerms.Builder builder) {
		unfit("'" + field + "' ", builder::build);
	}

	@Test
	void requestWhenTermsAreMissingNamesThem() {
		unfit("'terms' is missing", () -> new ContractOrderRequest(APPID, "o1", null));
		unfit("'terms' is missing", () -> new PartnerContractOrderRequest(APPID, "1900000110", null, "o1", null, null));
	}

	@Test
	void orderWhenRequestIsMissingFailsOnSubscriptionOnly() {
		for (Mono<ContractOrder> order : List.of(this.reactive.jsapi(null), this.reactive.partnerJsapi(null))) {
			assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> order.block(LIMIT));
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "😀", "\ud800", "a\n", "", " " })
	void goodsAndSceneWhenTextIsNotPlainNameTheField(String text) {
		unfitTexts(text, text);
	}

	@Test
	void goodsAndSceneWhenTextIsTooLongNameTheField() {
		unfitTexts("x".repeat(33), "x".repeat(257));
		unfit("'address' must be 1 to 512 ", () -> new SceneInfo.StoreInfo("1", null, null, "x".repeat(513)));
	}

	private static void unfitTexts(String id, String name) {
		unfit("'invoiceId' ", () -> new OrderDetail(null, id, null));
		unfit("'merchantGoodsId' ", () -> new OrderDetail.Goods(id, null, null, 1, 1));
		unfit("'wechatpayGoodsId' ", () -> new OrderDetail.Goods("1", id, null, 1, 1));
		unfit("'goodsName' ", () -> new OrderDetail.Goods("1", null, name, 1, 1));
		unfit("'deviceId' ", () -> new SceneInfo("::1", id, null));
		unfit("'id' ", () -> new SceneInfo.StoreInfo(id, null, null, null));
		unfit("'name' ", () -> new SceneInfo.StoreInfo("1", name, null, null));
		unfit("'areaCode' ", () -> new SceneInfo.StoreInfo("1", null, id, null));
	}

	@Test
	void goodsWhenNumbersAreUnfitNameTheField() {
		unfit("'costPrice' is negative", () -> new OrderDetail(-5L, null, null));
		unfit("'quantity' is not positive", () -> new OrderDetail.Goods("1", null, null, 0, 1));
		unfit("'unitPrice' is negative", () -> new OrderDetail.Goods("1", null, null, 1, -1));
	}

	@Test
	void requestWhenPayerIsUnfitNamesTheField() {
		OrderTerms terms = terms().build();
		unfit("'appid' ", () -> new ContractOrderRequest("wx 中文", "o1", terms));
		unfit("'openid' ", () -> new ContractOrderRequest(APPID, "o p", terms));
		unfit("'subMchid' ", () -> new PartnerContractOrderRequest(APPID, "19-1", null, "o1", null, terms));
		unfit("'subAppid' ", () -> new PartnerContractOrderRequest(APPID, "1900000110", "wx 8", null, "o1", terms));
		unfit("'appid' ", () -> new ContractOrderRequest("", "o1", terms));
		unfit("'appid' ", () -> new ContractOrderRequest("x".repeat(33), "o1", terms));
		unfit("'openid' ", () -> new ContractOrderRequest(APPID, " ", terms));
		unfit("'openid' ", () -> new ContractOrderRequest(APPID, "o".repeat(129), terms));
		unfit("'spAppid' ", () -> new PartnerContractOrderRequest("", "1900000110", null, "o1", null, terms));
		unfit("'subMchid' ", () -> new PartnerContractOrderRequest(APPID, "", null, "o1", null, terms));
		unfit("'subMchid' ", () -> new PartnerContractOrderRequest(APPID, "1".repeat(33), null, "o1", null, terms));
		unfit("'spOpenid' and 'subOpenid' are both missing; at least one is needed",
				() -> new PartnerContractOrderRequest(APPID, "1900000110", "wx8", null, null, terms));
		unfit("'subAppid' is missing beside 'subOpenid'",
				() -> new PartnerContractOrderRequest(APPID, "1900000110", null, "o1", "o2", terms));
		unfit("'spOpenid' ", () -> new PartnerContractOrderRequest(APPID, "1900000110", null, "", null, terms));
		unfit("'subOpenid' ",
				() -> new PartnerContractOrderRequest(APPID, "1900000110", "wx8", null, "o".repeat(129), terms));
		unfit("'payerClientIp' ", () -> new SceneInfo("1".repeat(46), null, null));
		unfit("'payerClientIp' ", () -> new SceneInfo(" ", null, null));
		unfit("'payerClientIp' ", () -> new SceneInfo("中文", null, null));
	}

	private static void unfit(String message, Runnable request) {
		assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(request::run)
			.withMessageStartingWith(message)
			.satisfies((ex) -> assertThat(message).startsWith("'" + ex.getField() + "' "));
	}

	@Test
	void toStringShowsNoPayer() {
		assertThat(new ContractOrderRequest(APPID, "oCANARY", full().build()).toString()
				+ new PartnerContractOrderRequest(APPID, "1900000110", "wx8", "oCANARY", "oCANARY", full().build())
				+ full().build())
			.doesNotContain("CANARY", "14.23.150.211");
	}

	@Test
	void callWhenThreadMustNotBlockThrowsAndSendsNothing() {
		ContractOrderRequest request = new ContractOrderRequest(APPID, "o1", terms().build());
		for (Runnable call : List.<Runnable>of(() -> this.template.jsapi(request),
				() -> this.template.partnerJsapi(
						new PartnerContractOrderRequest(APPID, "1900000110", null, "o1", null, terms().build())),
				() -> this.template.payParameters(APPID, PREPAY_ID))) {
			assertThat(CompletableFuture.runAsync(call, Schedulers.parallel()::schedule)).failsWithin(LIMIT)
				.withThrowableThat()
				.withCauseInstanceOf(IllegalStateException.class);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	private void answer() {
		this.simulator.answers()
			.next(AnswerFault.error(200, "", "").and(AnswerFault.signedBody("{\"prepay_id\":\"" + PREPAY_ID + "\"}")));
	}

	private ReceivedRequest last() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	private static OrderTerms.Builder terms() {
		return OrderTerms.builder()
			.description("example")
			.outTradeNo("order_1-*")
			.notifyUrl("https://yourapp.com/pay-notify")
			.total(100)
			.contractId("123124412412423431");
	}

	private static OrderTerms.Builder full() {
		return terms().timeExpire(OffsetDateTime.parse("2018-06-08T10:34:56+08:00"))
			.attach("mine")
			.goodsTag("WXG")
			.supportFapiao(true)
			.detail(new OrderDetail(608800L, "wx123",
					List.of(new OrderDetail.Goods("1246464644", "1001", "iPhoneX 256G", 1, 828800))))
			.sceneInfo(new SceneInfo("14.23.150.211", "013467007045764",
					new SceneInfo.StoreInfo("0001", "腾讯大厦分店", "440305", "广东省深圳市")))
			.profitSharing(false);
	}

}
