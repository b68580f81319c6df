package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationEndpointSettings;
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
	static final String BEAN_NAME = "contractNotificationEndpoint";

	private static final String OWN_PATH = "wechatpay.notification.path";

	private static final Logger logger = LoggerFactory.getLogger(EndpointPath.class);

	private EndpointPath() {
	}

	/**
	 * Checks that requests to the path reach the endpoint, and says so.
	 * @param settings the settings of the endpoint
	 * @param environment where the properties are
	 * @param basePathProperties the properties that, in this order, make up the path of
	 * all requests to the application
	 */
	static void announce(NotificationEndpointSettings settings, Environment environment, String... basePathProperties) {
		String basePath = Arrays.stream(basePathProperties)
			.map((property) -> environment.getProperty(property, "").replaceFirst("/$", ""))
			.collect(Collectors.joining());
		if (!settings.isBelow(basePath)) {
			boolean ownPath = environment.containsProperty(OWN_PATH);
			throw new WechatPayPropertyException(ownPath ? OWN_PATH : "wechatpay.contract.notify-url",
					"has a path that is not below '" + String.join("' and '", basePathProperties)
							+ "', so no notification would arrive",
					"Correct the path, or set '" + OWN_PATH + "' to the path as this application sees it.");
		}
		logger.info("WeChat Pay's contract notifications are received at POST {}", settings.path());
	}

}
