package io.github.wechatpaycontract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.order.ContractOrderRequest;
import io.github.wechatpaycontract.order.OrderTerms;
import io.github.wechatpaycontract.order.PartnerContractOrderRequest;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.ClearingInstitutionMiniProgramSignRequest;
import io.github.wechatpaycontract.sign.ClearingInstitutionPayRedirectSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PayRedirectSignRequest;
import io.github.wechatpaycontract.sign.ServiceProviderMiniProgramSignRequest;
import io.github.wechatpaycontract.sign.ServiceProviderPayRedirectSignRequest;
import reactor.core.publisher.Mono;

/**
 * The operations of the contract family, each called as its documented example does. A
 * call takes the services of a merchant and the id of its contract.
 */
enum DocumentedOperation {

	E1("preEntrustSign().miniProgram(request)",
			(services, contractId) -> services.preEntrustSign().miniProgram(direct()),
			(services, contractId) -> services.reactivePreEntrustSign().miniProgram(direct())),

	E2("preEntrustSign().payRedirect(request)",
			(services, contractId) -> services.preEntrustSign().payRedirect(directRedirect()),
			(services, contractId) -> services.reactivePreEntrustSign().payRedirect(directRedirect())),

	E3("preEntrustSign().serviceProvider().miniProgram(request)",
			(services, contractId) -> services.preEntrustSign().serviceProvider().miniProgram(partner()),
			(services, contractId) -> services.reactivePreEntrustSign().serviceProvider().miniProgram(partner())),

	E4("preEntrustSign().serviceProvider().payRedirect(request)",
			(services, contractId) -> services.preEntrustSign().serviceProvider().payRedirect(partnerRedirect()),
			(services,
					contractId) -> services.reactivePreEntrustSign().serviceProvider().payRedirect(partnerRedirect())),

	E5("preEntrustSign().ecommerce().miniProgram(request)",
			(services, contractId) -> services.preEntrustSign().ecommerce().miniProgram(direct()),
			(services, contractId) -> services.reactivePreEntrustSign().ecommerce().miniProgram(direct())),

	E6("preEntrustSign().ecommerce().payRedirect(request)",
			(services, contractId) -> services.preEntrustSign().ecommerce().payRedirect(directRedirect()),
			(services, contractId) -> services.reactivePreEntrustSign().ecommerce().payRedirect(directRedirect())),

	E7("preEntrustSign().clearingInstitution().miniProgram(request)",
			(services, contractId) -> services.preEntrustSign().clearingInstitution().miniProgram(clearing()),
			(services, contractId) -> services.reactivePreEntrustSign().clearingInstitution().miniProgram(clearing())),

	E8("preEntrustSign().clearingInstitution().payRedirect(request)",
			(services, contractId) -> services.preEntrustSign().clearingInstitution().payRedirect(clearingRedirect()),
			(services, contractId) -> services.reactivePreEntrustSign()
				.clearingInstitution()
				.payRedirect(clearingRedirect())),

	E9("contracts().get(serviceId, outContractCode)",
			(services, contractId) -> services.contracts().get(12535, "wxwtdk20200910100000"),
			(services, contractId) -> services.reactiveContracts().get(12535, "wxwtdk20200910100000")),

	E10("contracts().terminate(serviceId, outContractCode, remark)", (services, contractId) -> {
		services.contracts().terminate(12535, "wxwtdk20200910100000", "用户解约");
		return "";
	}, (services, contractId) -> services.reactiveContracts()
		.terminate(12535, "wxwtdk20200910100000", "用户解约")
		.thenReturn("")),

	E11("orders().jsapi(request)", (services, contractId) -> services.orders().jsapi(order(contractId)),
			(services, contractId) -> services.reactiveOrders().jsapi(order(contractId))),

	E12("orders().partnerJsapi(request)",
			(services, contractId) -> services.orders().partnerJsapi(partnerOrder(contractId)),
			(services, contractId) -> services.reactiveOrders().partnerJsapi(partnerOrder(contractId)));

	static final String CODE = "wxwtdk20200910100000";

	private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	private static final String SUB_OPENID = "oYobu0MVnQfWpSMOYJz2AHPG_gQw";

	private static final String APPID = "wxd678efh567hg6787";

	private static final String SUB_APPID = "wx8888888888888888";

	private static final String PREPAY_ID = "wx201410272009395522657a690389285100";

	private static final JsonNode EXAMPLES = read();

	private final String call;

	private final BiFunction<MerchantServices, String, Object> blocking;

	private final BiFunction<MerchantServices, String, Mono<?>> reactive;

	DocumentedOperation(String call, BiFunction<MerchantServices, String, Object> blocking,
			BiFunction<MerchantServices, String, Mono<?>> reactive) {
		this.call = call;
		this.blocking = blocking;
		this.reactive = reactive;
	}

	String blockingCall() {
		return this.call;
	}

	String reactiveCall() {
		return "reactive" + this.call.substring(0, 1).toUpperCase(Locale.ROOT) + this.call.substring(1);
	}

	Object block(MerchantServices services, String contractId) {
		return this.blocking.apply(services, contractId);
	}

	Mono<?> react(MerchantServices services, String contractId) {
		return this.reactive.apply(services, contractId);
	}

	JsonNode example() {
		return StreamSupport.stream(EXAMPLES.spliterator(), false)
			.filter((example) -> example.get("id").textValue().equals(name()))
			.findFirst()
			.orElseThrow();
	}

	/** Whether WeChat Pay published the request, and in which order its members stand. */
	boolean isPublished() {
		return example().get("source").textValue().equals("published");
	}

	String uri() {
		return example().get("uri").textValue();
	}

	/** The path as documented, its variables in braces. */
	String path() {
		return uri().replace("/12535/", "/{service_id}/").replace(CODE, "{out_contract_code}");
	}

	String method() {
		return (this == E9) ? "GET" : "POST";
	}

	String mchid() {
		return (this == E11 || this == E12) ? "1230000109" : "1900000109";
	}

	boolean needsContract() {
		return Stream.of(E9, E10, E11, E12).anyMatch(this::equals);
	}

	private static MiniProgramSignRequest direct() {
		return MiniProgramSignRequest.builder()
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.openid(OPENID)
			.build();
	}

	private static PayRedirectSignRequest directRedirect() {
		return PayRedirectSignRequest.builder()
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.prepayId(PREPAY_ID)
			.openid(OPENID)
			.build();
	}

	private static ServiceProviderMiniProgramSignRequest partner() {
		return ServiceProviderMiniProgramSignRequest.builder()
			.spOpenid(SUB_OPENID)
			.subMchid("1900000109")
			.subAppid(APPID)
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.build();
	}

	private static ServiceProviderPayRedirectSignRequest partnerRedirect() {
		return ServiceProviderPayRedirectSignRequest.builder()
			.subOpenid(SUB_OPENID)
			.subMchid("1900000109")
			.subAppid(APPID)
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.prepayId(PREPAY_ID)
			.build();
	}

	private static ClearingInstitutionMiniProgramSignRequest clearing() {
		return ClearingInstitutionMiniProgramSignRequest.builder()
			.subAppid(SUB_APPID)
			.subMchid("1900000110")
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.subOpenid(SUB_OPENID)
			.build();
	}

	private static ClearingInstitutionPayRedirectSignRequest clearingRedirect() {
		return ClearingInstitutionPayRedirectSignRequest.builder()
			.subAppid(SUB_APPID)
			.subMchid("1900000110")
			.outContractCode(CODE)
			.contractDisplayAccount("微信代扣用户A")
			.openid(OPENID)
			.prepayId(PREPAY_ID)
			.build();
	}

	private static ContractOrderRequest order(String contractId) {
		return new ContractOrderRequest(APPID, OPENID, terms(contractId));
	}

	private static PartnerContractOrderRequest partnerOrder(String contractId) {
		return new PartnerContractOrderRequest(APPID, "1900000110", SUB_APPID, null, SUB_OPENID, terms(contractId));
	}

	private static OrderTerms terms(String contractId) {
		return OrderTerms.builder()
			.description("example")
			.outTradeNo("1217752501201407033233368018")
			.notifyUrl("https://yourapp.com/pay-notify")
			.total(100)
			.contractId(contractId)
			.build();
	}

	private static JsonNode read() {
		try (InputStream stream = DocumentedOperation.class.getResourceAsStream("/examples.json")) {
			return new ObjectMapper().readTree(Objects.requireNonNull(stream));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
