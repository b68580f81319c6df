package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.boot.web.servlet.ServletContractNotificationEndpoint;
import io.github.wechatpaycontract.boot.web.servlet.ServletMerchantResolver;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Auto-configuration of the notification endpoint on Spring MVC. Backs off when the
 * application has a bean named {@code wechatPayContractNotificationEndpoint}.
 */
@AutoConfiguration(after = MerchantRegistryAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean({ NotificationReceiver.class, MerchantRegistry.class, NotificationBodyLimits.class })
public final class ContractNotificationWebMvcAutoConfiguration {

	@Bean(EndpointPath.BEAN_NAME)
	@ConditionalOnMissingBean(name = EndpointPath.BEAN_NAME)
	ServletContractNotificationEndpoint wechatPayContractNotificationEndpoint(MerchantRegistry registry,
			NotificationReceiver receiver, NotificationBodyLimits limits, Environment environment) {
		EndpointPath.announce(registry, environment, "server.servlet.context-path", "spring.mvc.servlet.path");
		return new ServletContractNotificationEndpoint(new ServletMerchantResolver(registry), receiver, limits);
	}

}
