package io.github.wechatpaycontract.order;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.RandomText;
import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes orders that use a contract over a {@link SignedExchange}.
 */
public final class ReactiveContractOrderTemplate implements ReactiveContractOrderOperations {

	private static final String DIRECT = "/v3/pay/transactions/jsapi-with-contract";

	private static final String PARTNER = "/v3/pay/partner/transactions/jsapi-with-contract";

	private final SignedExchange exchange;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates the template.
	 * @param exchange what signs, sends and verifies
	 * @param clock this host's clock
	 */
	public ReactiveContractOrderTemplate(SignedExchange exchange, Clock clock) {
		this.exchange = exchange;
		this.clock = clock;
	}

	@Override
	public Mono<ContractOrder> jsapi(ContractOrderRequest request) {
		return Mono.defer(() -> order(DIRECT, OrderBody.direct(this.exchange.mchid(), request),
				Stream.of(request.openid()), request.appid()));
	}

	@Override
	public Mono<ContractOrder> partnerJsapi(PartnerContractOrderRequest request) {
		return Mono.defer(() -> order(PARTNER, OrderBody.partner(this.exchange.mchid(), request),
				Stream.of(request.spOpenid(), request.subOpenid()), request.payingAppid()));
	}

	private Mono<ContractOrder> order(String path, OrderBody body, Stream<@Nullable String> openids, String appid) {
		SceneInfo scene = body.sceneInfo();
		List<String> confidential = Stream.concat(openids, Stream.of((scene != null) ? scene.payerClientIp() : null))
			.filter(Objects::nonNull)
			.toList();
		NotifyUrl.withAnyPath(body.notifyUrl(), this.exchange.isLoopback());
		return this.exchange.exchange(ApiRequest.post(path, body, confidential).asRepeatable())
			.map((answer) -> answer.read((json) -> json.requiredText("prepay_id", 64)))
			.flatMap(
					(prepayId) -> signed(appid, prepayId).map((parameters) -> new ContractOrder(prepayId, parameters)));
	}

	@Override
	public Mono<Map<String, String>> payParameters(String appid, String prepayId) {
		return Mono.defer(() -> {
			FieldRules.appid("appid", FieldRules.required("appid", appid));
			FieldRules.prepayId("prepayId", FieldRules.required("prepayId", prepayId));
			return signed(appid, prepayId);
		});
	}

	private Mono<Map<String, String>> signed(String appid, String prepayId) {
		return Mono.fromCallable(() -> sign(appid, prepayId)).subscribeOn(Schedulers.parallel());
	}

	private Map<String, String> sign(String appid, String prepayId) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("timeStamp", Long.toString(this.clock.instant().getEpochSecond()));
		parameters.put("nonceStr", RandomText.alphanumeric(this.random, 32));
		parameters.put("package", "prepay_id=" + prepayId);
		String signature = this.exchange.merchant()
			.sign(List.of(appid, parameters.get("timeStamp"), parameters.get("nonceStr"), parameters.get("package")));
		parameters.put("signType", "RSA");
		parameters.put("paySign", signature);
		return Collections.unmodifiableMap(parameters);
	}

}
