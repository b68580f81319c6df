package io.github.wechatpaycontract.boot.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.CommonsRequestLoggingFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * An application on Spring MVC with filters that read the body before us, an interceptor
 * that wants everybody to log in.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(EndpointApplication.class)
public class ServletFilterApplication {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	CommonsRequestLoggingFilter loggingFilter() {
		CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
		filter.setIncludePayload(true);
		filter.setIncludeHeaders(true);
		return filter;
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 2)
	ShallowEtagHeaderFilter etagFilter() {
		return new ShallowEtagHeaderFilter();
	}

	/** As copied from many a page. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 3)
	Filter cachingFilter() {
		return (request, response, chain) -> chain.doFilter(new CachingRequest((HttpServletRequest) request), response);
	}

	@Bean
	WebMvcConfigurer everybodyLogsIn() {
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new HandlerInterceptor() {

					@Override
					public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
							throws IOException {
						response.sendRedirect("/login");
						return false;
					}

				});
			}

		};
	}

	/**
	 * A request whose body was read.
	 */
	static final class CachingRequest extends HttpServletRequestWrapper {

		private final byte[] body;

		CachingRequest(HttpServletRequest request) throws IOException {
			super(request);
			this.body = request.getInputStream().readAllBytes();
		}

		@Override
		public ServletInputStream getInputStream() {
			ByteArrayInputStream in = new ByteArrayInputStream(this.body);
			return new ServletInputStream() {

				@Override
				public int read() {
					return in.read();
				}

				@Override
				public boolean isFinished() {
					return in.available() == 0;
				}

				@Override
				public boolean isReady() {
					return true;
				}

				@Override
				public void setReadListener(ReadListener listener) {
					throw new UnsupportedOperationException();
				}

			};
		}

	}

}
