package io.github.wechatpaycontract.boot.web.servlet;

import java.util.Optional;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells for which merchant a request is meant, by the path as it stands in the request
 * line: what wrappers make of it, of a {@code Forwarded} header for example, does not
 * count.
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
	 * @return the merchant, empty when the request is for something else, an error page
	 * included
	 */
	public Optional<MerchantServices> resolve(HttpServletRequest request) {
		return (request.getDispatcherType() == DispatcherType.REQUEST
				&& unwrapped(request) instanceof HttpServletRequest received)
						? this.registry.atNotificationPath(received.getRequestURI()) : Optional.empty();
	}

	private static ServletRequest unwrapped(ServletRequest request) {
		return (request instanceof ServletRequestWrapper wrapper) ? unwrapped(wrapper.getRequest()) : request;
	}

}
