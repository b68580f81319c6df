package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.FurtherMerchant;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;

/**
 * The merchants of {@code wechatpay.merchants.*}.
 */
final class FurtherMerchants {

	/**
	 * What the names of all their properties begin with.
	 */
	static final String PREFIX = "wechatpay.merchants.";

	private final WechatPayProperties properties;

	private final PreEntrustSignDefaults shared;

	private final boolean local;

	private final KeyLocation locations;

	private final CryptoEngine cryptoEngine;

	private final Clock clock;

	/**
	 * Creates the merchants.
	 * @param properties the properties
	 * @param shared what requests of the merchant at the root may leave open
	 * @param local whether calls go to a simulator
	 * @param locations reads what the properties point at
	 * @param cryptoEngine what signs and verifies
	 * @param clock this host's clock
	 */
	FurtherMerchants(WechatPayProperties properties, PreEntrustSignDefaults shared, boolean local,
			KeyLocation locations, CryptoEngine cryptoEngine, Clock clock) {
		this.properties = properties;
		this.shared = shared;
		this.local = local;
		this.locations = locations;
		this.cryptoEngine = cryptoEngine;
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
		ContractSettings settings = ContractSettings.of(prefix, properties, this.local);
		Merchant merchant = new MerchantFactory(prefix, properties, this.properties.notification().enabled(),
				this.locations, this.cryptoEngine, this.clock)
			.create();
		PreEntrustSignDefaults defaults = withSharedAppid(settings.defaults());
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

	private PreEntrustSignDefaults withSharedAppid(PreEntrustSignDefaults own) {
		return (own.appid() != null) ? own
				: new PreEntrustSignDefaults(this.shared.appid(), own.serviceId(), own.notifyUrl());
	}

}
