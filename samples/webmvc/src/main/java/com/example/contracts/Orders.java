package com.example.contracts;

import java.util.Locale;
import java.util.Map;

import io.github.wechatpaycontract.client.WechatPayCall;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.order.ContractOrder;
import io.github.wechatpaycontract.order.ContractOrderRequest;
import io.github.wechatpaycontract.order.ContractOrderTemplate;
import io.github.wechatpaycontract.order.OrderTerms;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome;
import io.github.wechatpaycontract.sign.PayRedirectSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Orders with a contract, and a contract with an order. A prepay_id is not a payment: the
 * mini program pays with it ({@code wx.requestPayment}), and WeChat Pay tells of that at
 * {@code shop.payment-notify-url}, which is not part of this sample.
 */
@Component
class Orders {

	private static final Logger logger = LoggerFactory.getLogger(Orders.class);

	private final ContractOrderTemplate contractOrders;

	private final WechatPayClient client;

	private final PreEntrustSignTemplate preEntrustSign;

	private final Purchases purchases;

	private final ShopSettings settings;

	private final MessageSource messages;

	Orders(ContractOrderTemplate contractOrders, WechatPayClient client, PreEntrustSignTemplate preEntrustSign,
			Purchases purchases, ShopSettings settings, MessageSource messages) {
		this.contractOrders = contractOrders;
		this.client = client;
		this.preEntrustSign = preEntrustSign;
		this.purchases = purchases;
		this.settings = settings;
		this.messages = messages;
	}

	/**
	 * The payer took something: an order that uses the contract, paid without password.
	 */
	void take(Payer payer, String contractId, String outTradeNo, Product product) {
		OrderTerms terms = OrderTerms.builder()
			.description(name(product))
			.outTradeNo(outTradeNo)
			.notifyUrl(this.settings.paymentNotifyUrl())
			.total(product.fen())
			.contractId(contractId)
			.build();
		this.purchases.intend(payer, outTradeNo, product);
		ContractOrder order = this.contractOrders
			.jsapi(new ContractOrderRequest(this.settings.appid(), payer.openid(), terms));
		this.purchases.placed(outTradeNo, order.prepayId());
	}

	/**
	 * The payer buys one thing with a password: an ordinary order.
	 * @return its prepay_id
	 */
	String buy(Payer payer, String outTradeNo, Product product) {
		Map<String, Object> body = Map.of("appid", this.settings.appid(), "mchid", this.settings.mchid(), "description",
				name(product), "out_trade_no", outTradeNo, "notify_url", this.settings.paymentNotifyUrl(), "amount",
				Map.of("total", product.fen()), "payer", Map.of("openid", payer.openid()));
		this.purchases.intend(payer, outTradeNo, product);
		String prepayId = (String) this.client
			.exchange(WechatPayCall.post("/v3/pay/transactions/jsapi").body(body).repeatable())
			.get("prepay_id");
		this.purchases.placed(outTradeNo, prepayId);
		return prepayId;
	}

	/**
	 * Offers the contract after the payment of an order, which a failed offer does not
	 * stop.
	 */
	PayRedirectSignOutcome offer(Payer payer, String outTradeNo, String prepayId) {
		try {
			return this.preEntrustSign.tryPayRedirect(PayRedirectSignRequest.builder()
				.outContractCode(this.purchases.contractOffered(outTradeNo))
				.contractDisplayAccount(payer.displayAccount())
				.openid(payer.openid())
				.prepayId(prepayId)
				.build());
		}
		catch (DataAccessException ex) {
			logger.warn("No contract can be offered with order {}", outTradeNo, ex);
			return new PayRedirectSignOutcome.Failed(ex);
		}
	}

	private String name(Product product) {
		return this.messages.getMessage(product.message(), null, Locale.CHINESE);
	}

}
