package io.github.wechatpaycontract.merchant;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.VerifyingKey;
import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * The ring of keys WeChat Pay may sign with, by serial: public keys and certificates
 * alike, so that each message is verified with the key it names. Certificates may be
 * renewed at any time, from any thread.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012154180">WeChat Pay: from
 * certificates to the public key</a>
 */
public final class PlatformKeys {

	private static final AsciiText CERTIFICATE_SERIAL = AsciiText.of(AsciiText.DIGITS + "ABCDEFabcdef:", 1, 64);

	private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");

	private final CryptoEngine cryptoEngine;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private volatile Keys keys = Keys.of(Map.of());

	private PlatformKeys(CryptoEngine cryptoEngine) {
		this.cryptoEngine = cryptoEngine;
	}

	/**
	 * Creates a ring.
	 * @param keys the keys, none if certificates are downloaded later
	 * @param cryptoEngine what verifies
	 * @return the ring
	 * @throws IllegalArgumentException if two keys have the same serial
	 */
	public static PlatformKeys of(Collection<PlatformKey> keys, CryptoEngine cryptoEngine) {
		PlatformKeys ring = new PlatformKeys(cryptoEngine);
		Map<String, Entry> bySerial = new LinkedHashMap<>();
		for (PlatformKey key : keys) {
			if (bySerial.put(normalized(key.serial()), ring.entry(key)) != null) {
				throw new IllegalArgumentException("Two platform keys of the same serial");
			}
		}
		ring.keys = Keys.of(bySerial);
		return ring;
	}

	/**
	 * Checks that messages can be verified with a key here.
	 * @param key the key
	 * @throws IllegalArgumentException if what verifies refuses the key
	 */
	public void requireUsable(PlatformKey key) {
		entry(key);
	}

	/**
	 * Adds certificates that WeChat Pay listed. Those it lists no longer stay until their
	 * own end, as messages under way may still be signed with them.
	 * @param listed the certificates
	 * @param now the time
	 */
	public synchronized void renew(Collection<PlatformKey> listed, Instant now) {
		Map<String, Entry> renewed = new LinkedHashMap<>(this.keys.bySerial());
		renewed.values().removeIf((entry) -> entry.key().isEnded(now));
		listed.forEach((key) -> renewed.put(normalized(key.serial()), entry(key)));
		this.keys = Keys.of(renewed);
	}

	/**
	 * Returns a ring of these keys and of certificates that are not trusted yet, to find
	 * out whether they may be.
	 * @param listed the certificates
	 * @param now the time
	 * @return another ring; this one stays as it is
	 */
	public PlatformKeys with(Collection<PlatformKey> listed, Instant now) {
		PlatformKeys ring = new PlatformKeys(this.cryptoEngine);
		ring.keys = this.keys;
		ring.renew(listed, now);
		return ring;
	}

	/**
	 * Adds somebody to tell when a message names a certificate that is not in the ring,
	 * or has ended. Anybody can make up serials, so what is done then must be bounded,
	 * and must not wait. Nobody is told of unknown ids of public keys.
	 * @param listener called on the thread that looked for the key
	 */
	public void addListener(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Removes who was told of unknown serials.
	 * @param listener the listener
	 */
	public void removeListener(Runnable listener) {
		this.listeners.remove(listener);
	}

	private Entry entry(PlatformKey key) {
		return new Entry(key, this.cryptoEngine.verifyingKey(key.publicKey()));
	}

	/**
	 * Finds the key a message names.
	 * @param serial the value of {@code Wechatpay-Serial}
	 * @param now the time, as certificates end
	 * @return what verifies with it, empty when unknown or ended
	 */
	public Optional<VerifyingKey> find(String serial, Instant now) {
		Entry entry = this.keys.bySerial().get(normalized(serial));
		if (entry != null && !entry.key().isEnded(now)) {
			return Optional.of(entry.verifyingKey());
		}
		if (CERTIFICATE_SERIAL.test(serial)) {
			this.listeners.forEach(Runnable::run);
		}
		return Optional.empty();
	}

	/**
	 * Returns the key that answers should be signed with: the public key if there is one,
	 * else the certificate that ends last.
	 * @return the key to name in requests, empty when there is none yet
	 */
	public Optional<PlatformKey> preferred() {
		return Optional.ofNullable(this.keys.preferred());
	}

	/**
	 * Returns all keys.
	 * @return the keys
	 */
	public List<PlatformKey> all() {
		return this.keys.all().toList();
	}

	/**
	 * Public key ids are exact; serials are hexadecimal numbers, printed in several ways.
	 * Lower case keeps the two apart.
	 */
	private static String normalized(String serial) {
		if (serial.startsWith(PlatformKey.PUBLIC_KEY_ID_PREFIX)) {
			return serial;
		}
		return LEADING_ZEROS.matcher(serial.replace(":", "").toLowerCase(Locale.ROOT)).replaceFirst("");
	}

	@Override
	public String toString() {
		return "PlatformKeys" + this.keys.all().map(PlatformKey::serial).toList();
	}

	/**
	 * The keys at one time.
	 *
	 * @param bySerial the keys
	 * @param preferred the key that answers should be signed with, if there is any
	 */
	private record Keys(Map<String, Entry> bySerial, @Nullable PlatformKey preferred) {

		static Keys of(Map<String, Entry> bySerial) {
			return new Keys(bySerial, all(bySerial).max(Comparator.comparing(PlatformKey::validUntil)).orElse(null));
		}

		Stream<PlatformKey> all() {
			return all(this.bySerial);
		}

		private static Stream<PlatformKey> all(Map<String, Entry> bySerial) {
			return bySerial.values().stream().map(Entry::key);
		}

	}

	/**
	 * A key, and the same as the provider's own.
	 */
	private record Entry(PlatformKey key, VerifyingKey verifyingKey) {

	}

}
