package com.example.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;

/**
 * Chinese or English, as the browser prefers, until {@code ?language=} says otherwise.
 */
@Configuration(proxyBeanMethods = false)
class Languages {

	private static final String NAME = "language";

	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

	@Bean
	LocaleContextResolver localeContextResolver() {
		AcceptHeaderLocaleContextResolver resolver = new AcceptHeaderLocaleContextResolver() {

			@Override
			public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
				return asked(exchange).or(() -> chosen(exchange))
					.<LocaleContext>map(SimpleLocaleContext::new)
					.orElseGet(() -> super.resolveLocaleContext(exchange));
			}

		};
		resolver.setSupportedLocales(LANGUAGES);
		resolver.setDefaultLocale(Locale.ENGLISH);
		return resolver;
	}

	@Bean
	WebFilter keepLanguage() {
		return (exchange, chain) -> {
			asked(exchange).map(Languages::cookie).ifPresent(exchange.getResponse()::addCookie);
			return chain.filter(exchange);
		};
	}

	private static Optional<Locale> asked(ServerWebExchange exchange) {
		return locale(exchange.getRequest().getQueryParams().getFirst(NAME));
	}

	private static Optional<Locale> chosen(ServerWebExchange exchange) {
		HttpCookie cookie = exchange.getRequest().getCookies().getFirst(NAME);
		return locale((cookie != null) ? cookie.getValue() : null);
	}

	private static Optional<Locale> locale(String language) {
		return LANGUAGES.stream().filter((locale) -> locale.getLanguage().equals(language)).findFirst();
	}

	private static ResponseCookie cookie(Locale locale) {
		return ResponseCookie.from(NAME, locale.getLanguage())
			.path("/")
			.sameSite("Lax")
			.maxAge(Duration.ofDays(365))
			.build();
	}

}
