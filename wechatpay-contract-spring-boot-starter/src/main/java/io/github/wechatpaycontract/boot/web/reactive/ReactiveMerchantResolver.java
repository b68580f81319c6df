package io.github.wechatpaycontract.boot.web.reactive;

import java.util.Optional;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Tells for which merchant a request is meant, by the path as it stands in the request
 * line: a prefix that only a {@code Forwarded} header tells of does not count.
 */
public final class ReactiveMerchantResolver {

	private final MerchantRegistry registry;

	private final String basePath;

	/**
	 * Creates the resolver.
	 * @param registry the merchants
	 * @param basePath the path of all requests to the application, empty for none
	 */
	public ReactiveMerchantResolver(MerchantRegistry registry, String basePath) {
		this.registry = registry;
		this.basePath = basePath;
	}

	/**
	 * Resolves the merchant.
	 * @param request the request
	 * @return the merchant, empty when the request is for something else
	 */
	public Optional<MerchantServices> resolve(ServerHttpRequest request) {
		RequestPath path = request.getPath();
		String pathWithinApplication = path.pathWithinApplication().value();
		boolean forwarded = !path.contextPath().value().equals(this.basePath);
		return this.registry
			.atNotificationPath(forwarded ? pathWithinApplication : this.basePath + pathWithinApplication);
	}

}
