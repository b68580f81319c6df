package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Says where notifications are received, or why they never would be.
 */
final class EndpointPath {

	/**
	 * The bean that is the endpoint on either web stack.
	 */
	static final String BEAN_NAME = "wechatPayContractNotificationEndpoint";

	private static final String OWN_PATH = ".notification.path";

	private static final Logger logger = LoggerFactory.getLogger(EndpointPath.class);

	private EndpointPath() {
	}

	/**
	 * Checks that requests to the path of every merchant reach the endpoint, and says so.
	 * @param registry the merchants
	 * @param environment where the properties are
	 * @param basePathProperties the properties that, in this order, make up the path of
	 * all requests to the application
	 */
	static void announce(MerchantRegistry registry, Environment environment, String... basePathProperties) {
		String basePath = Arrays.stream(basePathProperties)
			.map((property) -> environment.getProperty(property, "").replaceFirst("/$", ""))
			.collect(Collectors.joining());
		if (registry.all().stream().allMatch((merchant) -> merchant.notificationPath().isEmpty())) {
			logger.warn("No merchant has a notification path, so no notification is received until one is added");
		}
		for (MerchantServices merchant : registry.all()) {
			merchant.notificationPath().ifPresent((path) -> {
				if (!path.startsWith(basePath + "/")) {
					throw new WechatPayPropertyException(property(merchant.name(), environment),
							"has a path that is not below '" + String.join("' and '", basePathProperties)
									+ "', so no notification would arrive",
							"Correct the path, or set '" + prefix(merchant.name()) + OWN_PATH
									+ "' to the path as this application sees it.");
				}
				logger.info("WeChat Pay's contract notifications of merchant '{}' are received at POST {}",
						merchant.name(), path);
			});
		}
	}

	private static String property(String name, Environment environment) {
		String own = prefix(name) + OWN_PATH;
		return environment.containsProperty(own) ? own : prefix(name) + ".contract.notify-url";
	}

	private static String prefix(String name) {
		return name.equals(MerchantRegistry.DEFAULT) ? "wechatpay" : FurtherMerchants.PREFIX + name;
	}

}
