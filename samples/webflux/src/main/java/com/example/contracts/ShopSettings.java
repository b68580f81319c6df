package com.example.contracts;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What orders say of the shop.
 */
@Component
class ShopSettings {

	private final String mchid;

	private final String appid;

	private final String paymentNotifyUrl;

	ShopSettings(@Value("${wechatpay.mchid}") String mchid, @Value("${wechatpay.contract.appid}") String appid,
			@Value("${shop.payment-notify-url}") String paymentNotifyUrl) {
		this.mchid = mchid;
		this.appid = appid;
		this.paymentNotifyUrl = paymentNotifyUrl;
	}

	String mchid() {
		return this.mchid;
	}

	String appid() {
		return this.appid;
	}

	String paymentNotifyUrl() {
		return this.paymentNotifyUrl;
	}

}
