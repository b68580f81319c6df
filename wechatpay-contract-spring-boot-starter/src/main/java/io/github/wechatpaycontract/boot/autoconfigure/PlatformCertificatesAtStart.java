package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.client.SignedExchange;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Downloads the platform certificates of all merchants before the application starts to
 * serve, and keeps it from starting when that fails.
 */
final class PlatformCertificatesAtStart implements SmartInitializingSingleton {

	private final SignedExchanges exchanges;

	PlatformCertificatesAtStart(SignedExchanges exchanges) {
		this.exchanges = exchanges;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.exchanges.all().forEach(PlatformCertificatesAtStart::load);
	}

	private static void load(SignedExchange exchange) {
		try {
			exchange.loadPlatformCertificates().block();
		}
		catch (WechatPayException ex) {
			throw new WechatPayPropertyException("wechatpay.platform-certificates.download-at-start",
					"is set, but the platform certificates of merchant '%s' could not be downloaded: %s"
						.formatted(exchange.mchid(), ex.getMessage()),
					"Look at keys, network and proxy, or remove the property: the certificates are then downloaded with the first call.");
		}
	}

}
