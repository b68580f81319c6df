package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Objects;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.FurtherMerchant;
import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the requests of a merchant may leave open, and where its notifications
 * arrive.
 */
final class ContractSettings {

	private static final Logger logger = LoggerFactory.getLogger(ContractSettings.class);

	private static final String NOTIFY_URL_FIX = "Set it to the public HTTPS address of this application,"
			+ " such as https://pay.example.com/wechatpay/contract/notify.";

	private final Property appid;

	private final Property serviceId;

	private final Property notifyUrl;

	private final Property path;

	private final boolean local;

	private ContractSettings(Property appid, Property serviceId, Property notifyUrl, Property path, boolean local) {
		this.appid = appid;
		this.serviceId = serviceId;
		this.notifyUrl = notifyUrl;
		this.path = path;
		this.local = local;
	}

	/**
	 * Returns the settings of the merchant at the root.
	 * @param properties the properties
	 * @param local whether calls go to a simulator
	 * @return the settings
	 */
	static ContractSettings of(WechatPayProperties properties, boolean local) {
		WechatPayProperties.Contract contract = properties.contract();
		return new ContractSettings(new Property("wechatpay.contract.appid", contract.appid()),
				serviceId("wechatpay", contract.serviceId()),
				new Property("wechatpay.contract.notify-url", contract.notifyUrl()),
				new Property("wechatpay.notification.path", properties.notification().path()), local);
	}

	/**
	 * Returns the settings of a further merchant.
	 * @param prefix what the names of its properties begin with
	 * @param merchant its properties
	 * @param local whether calls go to a simulator
	 * @return its settings
	 */
	static ContractSettings of(String prefix, FurtherMerchant merchant, boolean local) {
		return new ContractSettings(new Property(prefix + ".contract.appid", merchant.contract().appid()),
				serviceId(prefix, merchant.contract().serviceId()),
				new Property(prefix + ".contract.notify-url", merchant.contract().notifyUrl()),
				new Property(prefix + ".notification.path", merchant.notification().path()), local);
	}

	private static Property serviceId(String prefix, @Nullable Long serviceId) {
		return new Property(prefix + ".contract.service-id", Objects.toString(serviceId, null));
	}

	static OutContractCodeGenerator outContractCodeGenerator(WechatPayProperties.Contract contract) {
		String prefix = contract.outContractCodePrefix();
		return prefix.isEmpty() ? OutContractCodeGenerator.random(prefix)
				: new Property("wechatpay.contract.out-contract-code-prefix", prefix)
					.as("Set it to at most 16 letters and digits.", OutContractCodeGenerator::random);
	}

	/**
	 * Returns what requests may leave open.
	 * @return the defaults
	 */
	PreEntrustSignDefaults defaults() {
		String checkedAppid = this.appid.isPresent() ? this.appid.as("Set it to the appid of your mini program.",
				(text) -> new PreEntrustSignDefaults(text, null, null).appid()) : null;
		Long checkedServiceId = this.serviceId.isPresent()
				? this.serviceId.as("Set it to the service id you were given with the product.",
						(text) -> new PreEntrustSignDefaults(null, Long.valueOf(text), null).serviceId())
				: null;
		NotifyUrl url = notifyUrl();
		if (url != null && url.hasUnusualPort() && !this.local) {
			logger.warn("'{}' names a port other than 443, which may not be reachable", this.notifyUrl.name());
		}
		return new PreEntrustSignDefaults(checkedAppid, checkedServiceId, (url != null) ? url.toString() : null);
	}

	/**
	 * Returns the path of the notification endpoint.
	 * @return the path as it stands in the request line
	 */
	String notificationPath() {
		NotifyUrl url = notifyUrl();
		if (this.path.isPresent()) {
			return ownPath(url);
		}
		if (url == null) {
			throw new WechatPayPropertyException(this.notifyUrl.name(),
					"is missing: without it there is no path for the notification endpoint", NOTIFY_URL_FIX
							+ " Or set '%s', or 'wechatpay.notification.enabled=false'.".formatted(this.path.name()));
		}
		return url.path();
	}

	private String ownPath(@Nullable NotifyUrl url) {
		String plain = this.path.as("Set it to a path such as /wechatpay/contract/notify.",
				ContractSettings::plainPath);
		if (url != null && !plain.equals(url.path())) {
			logger.warn("'{}' is {} but '{}' has the path {}: a proxy must translate them", this.path.name(), plain,
					this.notifyUrl.name(), url.path());
		}
		return plain;
	}

	private @Nullable NotifyUrl notifyUrl() {
		return this.notifyUrl.isPresent() ? this.notifyUrl.as(NOTIFY_URL_FIX, (text) -> NotifyUrl.of(text, this.local))
				: null;
	}

	private static String plainPath(String path) {
		if (!NotifyUrl.isPlainPath(path)) {
			throw new IllegalArgumentException("it is not a plain path that starts with a slash");
		}
		return path;
	}

}
