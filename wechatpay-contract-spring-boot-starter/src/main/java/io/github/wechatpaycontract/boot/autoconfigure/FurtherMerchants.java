package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.FurtherMerchant;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;

/**
 * The merchants of {@code wechatpay.merchants.*}.
 */
final class FurtherMerchants {

	private static final String PREFIX = "wechatpay.merchants.";

	private final WechatPayProperties properties;

	private final ContractSettings shared;

	private final KeyLocation locations;

	private final Clock clock;

	FurtherMerchants(WechatPayProperties properties, ContractSettings shared, KeyLocation locations, Clock clock) {
		this.properties = properties;
		this.shared = shared;
		this.locations = locations;
		this.clock = clock;
	}

	/**
	 * Adds all of them.
	 * @param registry where they are added
	 * @param received whether this application receives notifications
	 */
	void addTo(MerchantRegistry registry, boolean received) {
		this.properties.merchants().forEach((name, merchant) -> add(registry, received, name, merchant));
	}

	private void add(MerchantRegistry registry, boolean received, String name, FurtherMerchant properties) {
		String prefix = PREFIX + name;
		ContractSettings settings = this.shared.further(prefix, properties);
		Merchant merchant = new MerchantFactory(prefix, properties, this.properties.notification().enabled(),
				this.locations, this.clock)
			.create();
		PreEntrustSignDefaults defaults = settings.defaults();
		String path = received ? settings.notificationPath() : null;
		try {
			registry.add(new MerchantDefinition(name, merchant, defaults, path));
		}
		catch (IllegalArgumentException ex) {
			throw new WechatPayPropertyException(prefix, "is wrong: " + ex.getMessage(),
					"Give every merchant a name, an 'mchid' and a path in 'contract.notify-url' of its own; '"
							+ MerchantRegistry.DEFAULT + "' is the merchant at the root of 'wechatpay'.");
		}
	}

}
