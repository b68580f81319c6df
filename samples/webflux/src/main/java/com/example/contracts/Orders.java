package com.example.contracts;

import java.util.Locale;
import java.util.Map;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.WechatPayCall;
import io.github.wechatpaycontract.order.ContractOrder;
import io.github.wechatpaycontract.order.ContractOrderRequest;
import io.github.wechatpaycontract.order.OrderTerms;
import io.github.wechatpaycontract.order.ReactiveContractOrderTemplate;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome;
import io.github.wechatpaycontract.sign.PayRedirectSignRequest;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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

	private final ReactiveContractOrderTemplate contractOrders;

	private final ReactiveWechatPayClient client;

	private final ReactivePreEntrustSignTemplate preEntrustSign;

	private final Purchases purchases;

	private final ShopSettings settings;

	private final MessageSource messages;

	Orders(ReactiveContractOrderTemplate contractOrders, ReactiveWechatPayClient client,
			ReactivePreEntrustSignTemplate preEntrustSign, Purchases purchases, ShopSettings settings,
			MessageSource messages) {
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
	Mono<String> take(Payer payer, String contractId, String outTradeNo, Product product) {
		OrderTerms terms = OrderTerms.builder()
			.description(name(product))
			.outTradeNo(outTradeNo)
			.notifyUrl(this.settings.paymentNotifyUrl())
			.total(product.fen())
			.contractId(contractId)
			.build();
		return place(payer, outTradeNo, product,
				this.contractOrders.jsapi(new ContractOrderRequest(this.settings.appid(), payer.openid(), terms))
					.map(ContractOrder::prepayId));
	}

	/**
	 * The payer buys one thing with a password: an ordinary order.
	 * @return its prepay_id
	 */
	Mono<String> buy(Payer payer, String outTradeNo, Product product) {
		Map<String, Object> body = Map.of("appid", this.settings.appid(), "mchid", this.settings.mchid(), "description",
				name(product), "out_trade_no", outTradeNo, "notify_url", this.settings.paymentNotifyUrl(), "amount",
				Map.of("total", product.fen()), "payer", Map.of("openid", payer.openid()));
		return place(payer, outTradeNo, product,
				this.client.exchange(WechatPayCall.post("/v3/pay/transactions/jsapi").body(body).repeatable())
					.map((answer) -> (String) answer.get("prepay_id")));
	}

	/**
	 * Offers the contract after the payment of an order, which a failed offer does not
	 * stop.
	 */
	Mono<PayRedirectSignOutcome> offer(Payer payer, String outTradeNo, String prepayId) {
		return Mono.fromCallable(() -> this.purchases.contractOffered(outTradeNo))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((code) -> this.preEntrustSign.tryPayRedirect(PayRedirectSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount(payer.displayAccount())
				.openid(payer.openid())
				.prepayId(prepayId)
				.build()))
			.doOnError(DataAccessException.class,
					(ex) -> logger.warn("No contract can be offered with order {}", outTradeNo, ex))
			.onErrorResume(DataAccessException.class, (ex) -> Mono.just(new PayRedirectSignOutcome.Failed(ex)));
	}

	private Mono<String> place(Payer payer, String outTradeNo, Product product, Mono<String> prepayId) {
		return written(() -> this.purchases.intend(payer, outTradeNo, product)).then(prepayId)
			.flatMap((id) -> written(() -> this.purchases.placed(outTradeNo, id)).thenReturn(id));
	}

	/** JDBC blocks. */
	private static Mono<Void> written(Runnable statement) {
		return Mono.<Void>fromRunnable(statement).subscribeOn(Schedulers.boundedElastic());
	}

	private String name(Product product) {
		return this.messages.getMessage(product.message(), null, Locale.CHINESE);
	}

}
