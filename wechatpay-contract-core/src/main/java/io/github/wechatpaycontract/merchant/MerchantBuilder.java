package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.crypto.Pkcs12;
import io.github.wechatpaycontract.crypto.Rsa;
import io.github.wechatpaycontract.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Merchant} and checks that its keys belong together.
 */
public final class MerchantBuilder {

	private static final byte[] PROBE = "wechatpay-contract".getBytes(StandardCharsets.US_ASCII);

	private final String mchid;

	private @Nullable String serialNumber;

	private @Nullable X509Certificate certificate;

	private @Nullable RSAPrivateKey privateKey;

	private @Nullable CryptoEngine cryptoEngine;

	private final List<PlatformKey> platformKeys = new ArrayList<>();

	private boolean platformCertificates;

	private final List<ApiV3Key> apiV3Keys = new ArrayList<>();

	MerchantBuilder(String mchid) {
		if (!mchid.matches("[0-9A-Za-z]{1,32}")) {
			throw new IllegalArgumentException("A merchant number is 1 to 32 letters and digits");
		}
		this.mchid = mchid;
	}

	/**
	 * Sets the serial number of the merchant's API certificate.
	 * @param serialNumber up to 40 hexadecimal digits, sent as given unless the
	 * certificate is set as well
	 * @return this builder
	 * @throws IllegalArgumentException if it is anything else
	 */
	public MerchantBuilder certificateSerialNumber(String serialNumber) {
		if (!serialNumber.matches("[0-9A-Fa-f]{1,40}")) {
			throw new IllegalArgumentException(
					"The serial number of a merchant certificate is up to 40 hexadecimal digits");
		}
		this.serialNumber = serialNumber;
		return this;
	}

	/**
	 * Sets the merchant's API certificate. Its serial number is sent; one that is set as
	 * well must be the same but for case and leading zeros.
	 * @param certificate the certificate
	 * @return this builder
	 */
	public MerchantBuilder certificate(X509Certificate certificate) {
		this.certificate = certificate;
		return this;
	}

	/**
	 * Sets the private key.
	 * @param privateKey the private key
	 * @return this builder
	 */
	public MerchantBuilder privateKey(RSAPrivateKey privateKey) {
		this.privateKey = privateKey;
		return this;
	}

	/**
	 * Sets private key and certificate.
	 * @param pkcs12 both
	 * @return this builder
	 */
	public MerchantBuilder pkcs12(Pkcs12 pkcs12) {
		return privateKey(pkcs12.privateKey()).certificate(pkcs12.certificate());
	}

	/**
	 * Adds a key WeChat Pay may sign with.
	 * @param platformKey the key
	 * @return this builder
	 */
	public MerchantBuilder platformKey(PlatformKey platformKey) {
		this.platformKeys.add(platformKey);
		return this;
	}

	/**
	 * Has WeChat Pay's platform certificates downloaded, besides the platform keys given
	 * or instead of them. The APIv3 key opens them.
	 * @return this builder
	 */
	public MerchantBuilder platformCertificates() {
		this.platformCertificates = true;
		return this;
	}

	/**
	 * Adds an APIv3 key: the current one first, then the previous one while it is
	 * changed.
	 * @param apiV3Key the key
	 * @return this builder
	 */
	public MerchantBuilder apiV3Key(ApiV3Key apiV3Key) {
		this.apiV3Keys.add(apiV3Key);
		return this;
	}

	/**
	 * Sets what signs, verifies and decrypts. The fastest provider there is unless set.
	 * @param cryptoEngine the engine
	 * @return this builder
	 */
	public MerchantBuilder cryptoEngine(CryptoEngine cryptoEngine) {
		this.cryptoEngine = cryptoEngine;
		return this;
	}

	/**
	 * Builds the merchant after checking its keys.
	 * @return the merchant
	 * @throws MerchantMismatchException if the keys do not belong together
	 * @throws IllegalArgumentException if something is missing
	 */
	public Merchant build() {
		RSAPrivateKey key = required(this.privateKey, "private key");
		Rsa.requireStrong(key);
		SigningKey signingKey = signingKey(key);
		PlatformKeys ring = platformKeys();
		for (PlatformKey platformKey : ring.all()) {
			if (platformKey.publicKey().getModulus().equals(key.getModulus())) {
				throw new MerchantMismatchException(MerchantMismatchException.Part.PLATFORM_KEY,
						"The platform key is the merchant's own public key; download WeChat Pay's from the merchant console");
			}
		}
		return new Merchant(this.mchid, serialNumber(key, signingKey), key, signingKey, ring, this.platformCertificates,
				this.apiV3Keys, engine());
	}

	private PlatformKeys platformKeys() {
		if (this.platformKeys.isEmpty() && !this.platformCertificates) {
			throw new IllegalArgumentException("No platform key: nothing could be verified");
		}
		if (this.platformCertificates && this.apiV3Keys.isEmpty()) {
			throw new IllegalArgumentException("No APIv3 key: no platform certificate could be opened");
		}
		return PlatformKeys.of(this.platformKeys, engine());
	}

	/**
	 * Whether a key signs is seen from its numbers; one that keeps them back is tried.
	 */
	private SigningKey signingKey(RSAPrivateKey key) {
		RuntimeException failure = null;
		try {
			SigningKey signingKey = engine().signingKey(key);
			if (isPlain(key) ? Rsa.isConsistent((RSAPrivateCrtKey) key) : signingKey.sign(PROBE).length > 0) {
				return signingKey;
			}
		}
		catch (RuntimeException ex) {
			failure = ex; // providers throw many kinds
		}
		throw new MerchantMismatchException(MerchantMismatchException.Part.PRIVATE_KEY,
				"The private key is damaged: its numbers do not belong together, or it does not sign", failure);
	}

	/** Looks for the fastest only when asked to, as that loads native code. */
	private CryptoEngine engine() {
		return (this.cryptoEngine != null) ? this.cryptoEngine : CryptoEngine.of(CryptoProvider.AUTO);
	}

	private String serialNumber(RSAPrivateKey key, SigningKey signingKey) {
		if (this.certificate == null) {
			return required(this.serialNumber, "serial number of the merchant certificate");
		}
		if (!(this.certificate.getPublicKey() instanceof RSAPublicKey certified)
				|| !isPair(certified, key, signingKey)) {
			throw new MerchantMismatchException(MerchantMismatchException.Part.CERTIFICATE,
					"The merchant certificate belongs to another private key; both change together");
		}
		String derived = Certificates.serialNumber(this.certificate);
		if (this.serialNumber != null && !sameNumber(this.serialNumber, derived)) {
			throw new MerchantMismatchException(MerchantMismatchException.Part.SERIAL_NUMBER,
					"The serial number is not the one of the merchant certificate");
		}
		return derived;
	}

	private boolean isPair(RSAPublicKey certified, RSAPrivateKey key, SigningKey signingKey) {
		if (isPlain(key)) {
			RSAPrivateCrtKey crt = (RSAPrivateCrtKey) key;
			return certified.getModulus().equals(crt.getModulus())
					&& certified.getPublicExponent().equals(crt.getPublicExponent());
		}
		return engine().verifyingKey(certified).verify(signingKey.sign(PROBE), PROBE);
	}

	/** A key in a hardware module has no encoding, and its numbers may be null. */
	private static boolean isPlain(RSAPrivateKey key) {
		return key instanceof RSAPrivateCrtKey && key.getEncoded() != null;
	}

	private static boolean sameNumber(String left, String right) {
		return stripped(left).equals(stripped(right));
	}

	private static String stripped(String serial) {
		return serial.toUpperCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
	}

	private static <T> T required(@Nullable T value, String what) {
		if (value == null) {
			throw new IllegalArgumentException("The " + what + " is missing");
		}
		return value;
	}

}
