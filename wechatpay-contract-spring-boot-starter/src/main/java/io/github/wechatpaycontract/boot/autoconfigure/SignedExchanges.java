package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;

import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The exchanges of all merchants of the application; only the one of the bean where there
 * is no registry.
 *
 * @param exchange the exchange that is a bean
 * @param registry all merchants, perhaps
 */
record SignedExchanges(SignedExchange exchange, ObjectProvider<MerchantRegistry> registry) {

	List<SignedExchange> all() {
		MerchantRegistry merchants = this.registry.getIfAvailable();
		return (merchants != null) ? merchants.all().stream().map(MerchantServices::exchange).toList()
				: List.of(this.exchange);
	}

}
