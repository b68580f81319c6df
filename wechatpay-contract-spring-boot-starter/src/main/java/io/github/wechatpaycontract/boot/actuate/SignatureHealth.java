package io.github.wechatpaycontract.boot.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;

/**
 * Whether signatures can be made and verified, and by what. Asks nobody.
 */
public final class SignatureHealth {

	private static final List<String> WORST_FIRST = List.of("DOWN", "UNKNOWN");

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

	/**
	 * Returns the worst status of all merchants: {@code UP} with a key to verify with,
	 * {@code UNKNOWN} before platform certificates are downloaded, which the first call
	 * does, else {@code DOWN}.
	 */
	String status() {
		Set<String> found = this.registry.all().stream().map(this::status).collect(Collectors.toSet());
		return WORST_FIRST.stream().filter(found::contains).findFirst().orElse("UP");
	}

	private String status(MerchantServices merchant) {
		if (!usable(merchant).isEmpty()) {
			return "UP";
		}
		boolean mayCome = merchant.merchant().hasPlatformCertificates()
				&& !merchant.exchange().isMissingPlatformCertificates();
		return mayCome ? "UNKNOWN" : "DOWN";
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
