package io.github.wechatpaycontract.boot.web.servlet;

import java.util.Optional;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells for which merchant a request is meant, by the path as it stands in the request
 * line: a prefix that only a {@code Forwarded} header tells of does not count.
 */
public final class ServletMerchantResolver {

	private final MerchantRegistry registry;

	/**
	 * Creates the resolver.
	 * @param registry the merchants
	 */
	public ServletMerchantResolver(MerchantRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Resolves the merchant.
	 * @param request the request
	 * @return the merchant, empty when the request is for something else
	 */
	public Optional<MerchantServices> resolve(HttpServletRequest request) {
		String pathWithinApplication = request.getRequestURI().substring(request.getContextPath().length());
		return this.registry.atNotificationPath(request.getServletContext().getContextPath() + pathWithinApplication);
	}

}
