package io.github.wechatpaycontract.order;

import java.util.Map;

import io.github.wechatpaycontract.client.BlockingBridge;

/**
 * Makes orders that use a contract and waits for the answer: a thin front on
 * {@link ReactiveContractOrderOperations}.
 */
public final class ContractOrderTemplate implements ContractOrderOperations {

	private final ReactiveContractOrderOperations reactive;

	/**
	 * Creates the template.
	 * @param reactive what makes the calls
	 */
	public ContractOrderTemplate(ReactiveContractOrderOperations reactive) {
		this.reactive = reactive;
	}

	@Override
	public ContractOrder jsapi(ContractOrderRequest request) {
		return BlockingBridge.await(() -> this.reactive.jsapi(request), ReactiveContractOrderOperations.class);
	}

	@Override
	public ContractOrder partnerJsapi(PartnerContractOrderRequest request) {
		return BlockingBridge.await(() -> this.reactive.partnerJsapi(request), ReactiveContractOrderOperations.class);
	}

	@Override
	public Map<String, String> payParameters(String appid, String prepayId) {
		return BlockingBridge.await(() -> this.reactive.payParameters(appid, prepayId),
				ReactiveContractOrderOperations.class);
	}

}
