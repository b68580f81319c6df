package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.client.SignedExchange;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Downloads the platform certificates of all merchants before the application starts to
 * serve, and keeps it from starting when that fails.
 */
final class PlatformCertificatesAtStart implements SmartInitializingSingleton {

	static final String PROPERTY = "wechatpay.platform-certificates.download-at-start";

	private final SignedExchanges exchanges;

	PlatformCertificatesAtStart(SignedExchanges exchanges) {
		this.exchanges = exchanges;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<SignedExchange> all = this.exchanges.all();
		if (all.stream().noneMatch((exchange) -> exchange.merchant().hasPlatformCertificates())) {
			throw new WechatPayPropertyException(PROPERTY, "is set, but no merchant trusts platform certificates",
					"Set 'wechatpay.platform-certificates.enabled=true', or remove the property.");
		}
		all.forEach(PlatformCertificatesAtStart::load);
	}

	private static void load(SignedExchange exchange) {
		try {
			exchange.loadPlatformCertificates().block();
		}
		catch (WechatPayException ex) {
			throw new WechatPayPropertyException(PROPERTY,
					"is set, but the platform certificates of merchant '%s' could not be downloaded: %s"
						.formatted(exchange.mchid(), ex.getMessage()),
					"Look at keys, network and proxy, or remove the property: the certificates are then downloaded with the first call.");
		}
	}

}
