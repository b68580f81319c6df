package io.github.wechatpaycontract.order;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * An order as it goes out, with the members of the direct merchant or of the partner.
 */
record OrderBody(@Nullable String appid, @Nullable String mchid, @Nullable String spAppid, @Nullable String spMchid,
		@Nullable String subAppid, @Nullable String subMchid, String description, String outTradeNo,
		@Nullable OffsetDateTime timeExpire, @Nullable String attach, String notifyUrl, @Nullable String goodsTag,
		@Nullable Boolean supportFapiao, Amount amount, Payer payer, @Nullable OrderDetail detail,
		@Nullable SceneInfo sceneInfo, @Nullable SettleInfo settleInfo, ContractInfo contractInfo) {

	static OrderBody direct(String mchid, ContractOrderRequest request) {
		OrderTerms terms = request.terms();
		return new OrderBody(request.appid(), mchid, null, null, null, null, terms.description(), terms.outTradeNo(),
				terms.timeExpire(), terms.attach(), terms.notifyUrl(), terms.goodsTag(), terms.supportFapiao(),
				Amount.of(terms), new Payer(request.openid(), null, null), terms.detail(), terms.sceneInfo(),
				SettleInfo.of(terms), ContractInfo.of(terms));
	}

	static OrderBody partner(String mchid, PartnerContractOrderRequest request) {
		OrderTerms terms = request.terms();
		return new OrderBody(null, null, request.spAppid(), mchid, request.subAppid(), request.subMchid(),
				terms.description(), terms.outTradeNo(), terms.timeExpire(), terms.attach(), terms.notifyUrl(),
				terms.goodsTag(), terms.supportFapiao(), Amount.of(terms),
				new Payer(null, request.spOpenid(), request.subOpenid()), terms.detail(), terms.sceneInfo(),
				SettleInfo.of(terms), ContractInfo.of(terms));
	}

	record Amount(long total, String currency) {

		static Amount of(OrderTerms terms) {
			return new Amount(terms.total(), "CNY");
		}

	}

	record Payer(@Nullable String openid, @Nullable String spOpenid, @Nullable String subOpenid) {

	}

	record SettleInfo(boolean profitSharing) {

		static @Nullable SettleInfo of(OrderTerms terms) {
			return (terms.profitSharing() != null) ? new SettleInfo(terms.profitSharing()) : null;
		}

	}

	record ContractInfo(String passwordFreeContractId) {

		static ContractInfo of(OrderTerms terms) {
			return new ContractInfo(terms.contractId());
		}

	}

}
