package com.example.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * Chinese or English, as the browser prefers, until {@code ?language=} says otherwise.
 */
@Configuration(proxyBeanMethods = false)
class Languages implements WebMvcConfigurer {

	@Bean
	LocaleResolver localeResolver() {
		AcceptHeaderLocaleResolver preferred = new AcceptHeaderLocaleResolver();
		preferred.setSupportedLocales(List.of(Locale.ENGLISH, Locale.CHINESE));
		preferred.setDefaultLocale(Locale.ENGLISH);
		CookieLocaleResolver chosen = new CookieLocaleResolver("language");
		chosen.setDefaultLocaleFunction(preferred::resolveLocale);
		chosen.setCookieMaxAge(Duration.ofDays(365));
		chosen.setCookieSameSite("Lax");
		return chosen;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		LocaleChangeInterceptor choice = new LocaleChangeInterceptor();
		choice.setParamName("language");
		choice.setIgnoreInvalidLocale(true);
		registry.addInterceptor(choice).addPathPatterns("/");
	}

}
