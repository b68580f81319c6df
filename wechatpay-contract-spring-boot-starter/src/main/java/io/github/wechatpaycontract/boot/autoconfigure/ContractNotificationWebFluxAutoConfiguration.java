package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.boot.web.reactive.ReactiveContractNotificationEndpoint;
import io.github.wechatpaycontract.boot.web.reactive.ReactiveMerchantResolver;
import io.github.wechatpaycontract.boot.web.reactive.RequestLinePath;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Auto-configuration of the notification endpoint on Spring WebFlux. Backs off when the
 * application has a bean named {@code wechatPayContractNotificationEndpoint}.
 */
@AutoConfiguration(after = MerchantRegistryAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, RouterFunction.class })
@ConditionalOnBean({ NotificationReceiver.class, MerchantRegistry.class, NotificationBodyLimits.class })
public final class ContractNotificationWebFluxAutoConfiguration {

	@Bean(EndpointPath.BEAN_NAME)
	@ConditionalOnMissingBean(name = EndpointPath.BEAN_NAME)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	RouterFunction<ServerResponse> wechatPayContractNotificationEndpoint(MerchantRegistry registry,
			NotificationReceiver receiver, NotificationBodyLimits limits, ApplicationContext context) {
		EndpointPath.announce(registry, context.getEnvironment(), "spring.webflux.base-path");
		return new ReactiveContractNotificationEndpoint(new ReactiveMerchantResolver(registry), receiver, limits,
				context);
	}

	@Bean
	@ConditionalOnMissingBean
	RequestLinePath wechatPayRequestLinePath() {
		return new RequestLinePath();
	}

}
