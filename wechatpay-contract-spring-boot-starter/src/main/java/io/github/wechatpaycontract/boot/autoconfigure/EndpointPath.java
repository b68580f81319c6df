package io.github.wechatpaycontract.boot.autoconfigure;

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

	private static final Logger logger = LoggerFactory.getLogger(EndpointPath.class);

	private EndpointPath() {
	}

	static void announce(NotificationEndpointSettings settings, Environment environment, String basePathProperty) {
		if (!settings.isBelow(environment.getProperty(basePathProperty, ""))) {
			throw new WechatPayPropertyException("wechatpay.contract.notify-url",
					"has a path that is not below '" + basePathProperty + "', so no notification would arrive",
					"Correct the path, or set 'wechatpay.notification.path' to the path as this application sees it.");
		}
		logger.info("WeChat Pay's contract notifications are received at POST {}", settings.path());
	}

}
