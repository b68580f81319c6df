package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code wechatpay.contract.*}, and from it where notifications arrive.
 */
final class ContractSettings {

	private static final Logger logger = LoggerFactory.getLogger(ContractSettings.class);

	private static final String NOTIFY_URL_FIX = "Set it to the public HTTPS address of this application,"
			+ " such as https://pay.example.com/wechatpay/contract/notify.";

	private ContractSettings() {
	}

	static PreEntrustSignDefaults defaults(WechatPayProperties.Contract contract, boolean local) {
		String appid = (contract.appid() != null) ? property("appid", contract.appid())
			.as("Set it to the appid of your mini program.", (text) -> new PreEntrustSignDefaults(text, null, null))
			.appid() : null;
		Long serviceId = (contract.serviceId() != null)
				? property("service-id", contract.serviceId().toString())
					.as("Set it to the service id you were given with the product.",
							(text) -> new PreEntrustSignDefaults(null, contract.serviceId(), null))
					.serviceId()
				: null;
		NotifyUrl notifyUrl = notifyUrl(contract, local);
		if (notifyUrl != null && notifyUrl.hasUnusualPort() && !local) {
			logger.warn("'wechatpay.contract.notify-url' names a port other than 443, which may not be reachable");
		}
		return new PreEntrustSignDefaults(appid, serviceId, (notifyUrl != null) ? notifyUrl.toString() : null);
	}

	static OutContractCodeGenerator outContractCodeGenerator(WechatPayProperties.Contract contract) {
		String prefix = contract.outContractCodePrefix();
		return prefix.isEmpty() ? OutContractCodeGenerator.random(prefix) : property("out-contract-code-prefix", prefix)
			.as("Set it to at most 16 letters and digits.", OutContractCodeGenerator::random);
	}

	/**
	 * Returns the path of the notification endpoint.
	 * @param properties the properties
	 * @param local whether calls go to a simulator
	 * @return the path as it stands in the request line
	 */
	static String notificationPath(WechatPayProperties properties, boolean local) {
		NotifyUrl notifyUrl = notifyUrl(properties.contract(), local);
		if (properties.notification().path() != null) {
			return ownPath(properties.notification().path(), notifyUrl);
		}
		if (notifyUrl == null) {
			throw new WechatPayPropertyException("wechatpay.contract.notify-url",
					"is missing: without it there is no path for the notification endpoint", NOTIFY_URL_FIX
							+ " Or set 'wechatpay.notification.path', or 'wechatpay.notification.enabled=false'.");
		}
		return notifyUrl.path();
	}

	private static String ownPath(String text, @Nullable NotifyUrl notifyUrl) {
		String path = new Property("wechatpay.notification.path", text)
			.as("Set it to a path such as /wechatpay/contract/notify.", ContractSettings::plainPath);
		if (notifyUrl != null && !path.equals(notifyUrl.path())) {
			logger.warn("'wechatpay.notification.path' is {} but 'wechatpay.contract.notify-url' has the path {}:"
					+ " a proxy must translate them", path, notifyUrl.path());
		}
		return path;
	}

	private static @Nullable NotifyUrl notifyUrl(WechatPayProperties.Contract contract, boolean local) {
		if (contract.notifyUrl() == null) {
			return null;
		}
		return property("notify-url", contract.notifyUrl()).as(NOTIFY_URL_FIX, (url) -> NotifyUrl.of(url, local));
	}

	private static String plainPath(String path) {
		if (!NotifyUrl.isPlainPath(path)) {
			throw new IllegalArgumentException("it is not a plain path that starts with a slash");
		}
		return path;
	}

	private static Property property(String key, String value) {
		return new Property("wechatpay.contract." + key, value);
	}

}
