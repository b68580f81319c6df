package io.github.wechatpaycontract.boot.web.reactive;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Tells for which merchant a request is meant, by the path as it stands in the request
 * line: what a {@code Forwarded} header makes of it does not count.
 */
public final class ReactiveMerchantResolver {

	private final MerchantRegistry registry;

	/**
	 * Creates the resolver.
	 * @param registry the merchants
	 */
	public ReactiveMerchantResolver(MerchantRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Resolves the merchant.
	 * @param request the request
	 * @return the merchant, empty when the request is for something else
	 */
	public Mono<MerchantServices> resolve(ServerHttpRequest request) {
		return RequestLinePath.of(request).mapNotNull((path) -> this.registry.atNotificationPath(path).orElse(null));
	}

}
