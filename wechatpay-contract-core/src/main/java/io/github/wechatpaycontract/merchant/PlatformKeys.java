package io.github.wechatpaycontract.merchant;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ring of keys WeChat Pay may sign with, by serial: public keys and certificates
 * alike, so that each message is verified with the key it names.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012154180">WeChat Pay: from
 * certificates to the public key</a>
 */
public final class PlatformKeys {

	private final Map<String, PlatformKey> bySerial;

	private final PlatformKey preferred;

	private PlatformKeys(Map<String, PlatformKey> bySerial, PlatformKey preferred) {
		this.bySerial = bySerial;
		this.preferred = preferred;
	}

	/**
	 * Creates a ring.
	 * @param keys the keys
	 * @return the ring
	 * @throws IllegalArgumentException if there are none or two of the same serial
	 */
	public static PlatformKeys of(Collection<PlatformKey> keys) {
		Map<String, PlatformKey> bySerial = new LinkedHashMap<>();
		for (PlatformKey key : keys) {
			if (bySerial.put(normalized(key.serial()), key) != null) {
				throw new IllegalArgumentException("Two platform keys of the same serial");
			}
		}
		PlatformKey preferred = keys.stream()
			.max(Comparator.comparing(PlatformKey::validUntil))
			.orElseThrow(() -> new IllegalArgumentException("No platform key: nothing could be verified"));
		return new PlatformKeys(bySerial, preferred);
	}

	/**
	 * Finds the key a message names.
	 * @param serial the value of {@code Wechatpay-Serial}
	 * @param now the time, as certificates end
	 * @return the key, empty when unknown or ended
	 */
	public Optional<PlatformKey> find(String serial, Instant now) {
		return Optional.ofNullable(this.bySerial.get(normalized(serial)))
			.filter((key) -> !now.isAfter(key.validUntil()));
	}

	/**
	 * Returns the key that answers should be signed with: the public key if there is one,
	 * else the certificate that ends last.
	 * @return the key to name in requests
	 */
	public PlatformKey preferred() {
		return this.preferred;
	}

	/**
	 * Returns all keys.
	 * @return the keys
	 */
	public List<PlatformKey> all() {
		return List.copyOf(this.bySerial.values());
	}

	/**
	 * Public key ids are exact; serials are hexadecimal numbers, printed in several ways.
	 * Lower case keeps the two apart.
	 */
	private static String normalized(String serial) {
		if (serial.startsWith(PlatformKey.PUBLIC_KEY_ID_PREFIX)) {
			return serial;
		}
		return serial.replace(":", "").toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
	}

	@Override
	public String toString() {
		return "PlatformKeys" + this.bySerial.values().stream().map(PlatformKey::serial).toList();
	}

}
