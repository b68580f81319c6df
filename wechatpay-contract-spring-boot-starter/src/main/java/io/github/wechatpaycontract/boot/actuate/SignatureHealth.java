package io.github.wechatpaycontract.boot.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;

/**
 * Whether signatures can be made and verified, and by what. Asks nobody.
 */
public final class SignatureHealth {

	private final MerchantRegistry registry;

	private final CryptoEngine cryptoEngine;

	private final Clock clock;

	/**
	 * Creates the health.
	 * @param registry the merchants
	 * @param cryptoEngine what signs and verifies
	 * @param clock this host's clock
	 */
	public SignatureHealth(MerchantRegistry registry, CryptoEngine cryptoEngine, Clock clock) {
		this.registry = registry;
		this.cryptoEngine = cryptoEngine;
		this.clock = clock;
	}

	boolean isUp() {
		return this.registry.all().stream().noneMatch((merchant) -> usable(merchant).isEmpty());
	}

	Map<String, Object> details() {
		Map<String, Object> platformKeys = new LinkedHashMap<>();
		this.registry.all().forEach((merchant) -> platformKeys.put(merchant.name(), usable(merchant)));
		return Map.of("provider", this.cryptoEngine.name(), "platformKeys", platformKeys);
	}

	private List<String> usable(MerchantServices merchant) {
		Instant now = this.clock.instant();
		return merchant.merchant()
			.platformKeys()
			.all()
			.stream()
			.filter((key) -> !key.isEnded(now))
			.map(PlatformKey::serial)
			.toList();
	}

}
