package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Downloads the platform certificates of all merchants before the application starts to
 * serve, and keeps it from starting when that fails.
 */
final class PlatformCertificatesAtStart implements SmartInitializingSingleton {

	private final SignedExchange exchange;

	private final ObjectProvider<MerchantRegistry> registry;

	PlatformCertificatesAtStart(SignedExchange exchange, ObjectProvider<MerchantRegistry> registry) {
		this.exchange = exchange;
		this.registry = registry;
	}

	@Override
	public void afterSingletonsInstantiated() {
		exchanges(this.exchange, this.registry).forEach(PlatformCertificatesAtStart::load);
	}

	static List<SignedExchange> exchanges(SignedExchange exchange, ObjectProvider<MerchantRegistry> registry) {
		MerchantRegistry merchants = registry.getIfAvailable();
		return (merchants != null) ? merchants.all().stream().map(MerchantServices::exchange).toList()
				: List.of(exchange);
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
