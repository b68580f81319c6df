package io.github.wechatpaycontract.boot.autoconfigure;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;

import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.Pkcs12;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.MerchantBuilder;
import io.github.wechatpaycontract.merchant.MerchantMismatchException;
import io.github.wechatpaycontract.merchant.PlatformKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes a merchant of its properties, and blames the right one when that fails.
 */
final class MerchantFactory {

	private static final String PRIVATE_KEY_FIX = "Set it to the location of apiclient_key.pem,"
			+ " such as file:/etc/wechatpay/apiclient_key.pem.";

	private static final String PUBLIC_KEY_FIX = "Set it to the location of pub_key.pem, downloaded from the merchant"
			+ " console under 'API security', such as file:/etc/wechatpay/pub_key.pem.";

	private final String prefix;

	private final MerchantKeys keys;

	private final boolean apiV3KeyNeeded;

	private final boolean platformCertificates;

	private final KeyLocation locations;

	private final CryptoEngine cryptoEngine;

	private final CertificateCheck certificateCheck;

	/**
	 * Creates a factory.
	 * @param prefix what the names of the properties begin with
	 * @param keys what they say
	 * @param apiV3KeyNeeded whether notifications are received
	 * @param platformCertificates whether platform certificates are trusted
	 * @param locations reads what they point at
	 * @param cryptoEngine what signs and verifies
	 * @param clock this host's clock
	 */
	MerchantFactory(String prefix, MerchantKeys keys, boolean apiV3KeyNeeded, boolean platformCertificates,
			KeyLocation locations, CryptoEngine cryptoEngine, Clock clock) {
		this.prefix = prefix;
		this.keys = keys;
		this.apiV3KeyNeeded = apiV3KeyNeeded || platformCertificates;
		this.platformCertificates = platformCertificates;
		this.locations = locations;
		this.cryptoEngine = cryptoEngine;
		this.certificateCheck = new CertificateCheck(clock, prefix + ".mchid");
	}

	Merchant create() {
		MerchantBuilder builder = property("mchid", this.keys.mchid())
			.as("Set it to your merchant number, such as \"1900000109\".", Merchant::builder)
			.cryptoEngine(this.cryptoEngine);
		merchantKey(builder);
		platformKey(builder);
		apiV3Keys(builder);
		try {
			return builder.build();
		}
		catch (MerchantMismatchException ex) {
			throw mismatch(ex);
		}
	}

	private void merchantKey(MerchantBuilder builder) {
		Property pkcs12Path = property("pkcs12-path", this.keys.pkcs12Path());
		Property privateKeyPath = property("private-key-path", this.keys.privateKeyPath());
		if (pkcs12Path.isSet() && privateKeyPath.isSet()) {
			throw new WechatPayPropertyException(pkcs12Path.name(), "is set beside '" + privateKeyPath.name() + "'",
					"Keep one of the two.");
		}
		if (pkcs12Path.isSet()) {
			builder.pkcs12(pkcs12(pkcs12Path));
		}
		else {
			builder.privateKey(privateKeyPath.as(
					PRIVATE_KEY_FIX + " If the key is encrypted, set '" + this.prefix
							+ ".private-key-passphrase' as well.",
					(location) -> PrivateKeys.read(this.locations.readSecret(location),
							chars(this.keys.privateKeyPassphrase()))));
		}
		serialNumber(builder, pkcs12Path.isSet());
	}

	private Pkcs12 pkcs12(Property path) {
		String password = (this.keys.pkcs12Password() != null) ? this.keys.pkcs12Password()
				: property("mchid", this.keys.mchid()).required("Set it to your merchant number.");
		Pkcs12 pkcs12 = path.as(
				"Set it to the location of apiclient_cert.p12, and '" + this.prefix
						+ ".pkcs12-password' if that is not the merchant number.",
				(location) -> Pkcs12.read(this.locations.readSecret(location), password.toCharArray()));
		this.certificateCheck.warn(pkcs12.certificate(), this.keys.mchid());
		return pkcs12;
	}

	private void serialNumber(MerchantBuilder builder, boolean derived) {
		Property path = property("certificate-path", this.keys.certificatePath());
		if (path.isSet()) {
			X509Certificate certificate = path.as("Set it to the location of apiclient_cert.pem.",
					(location) -> Certificates.read(this.locations.read(location)));
			this.certificateCheck.warn(certificate, this.keys.mchid());
			builder.certificate(certificate);
		}
		Property serialNumber = property("certificate-serial-number", this.keys.certificateSerialNumber());
		if (serialNumber.isSet() || (!path.isSet() && !derived)) {
			serialNumber
				.as("Set it to the serial number that 'openssl x509 -in apiclient_cert.pem -noout -serial' prints,"
						+ " or set '" + path.name() + "'.", builder::certificateSerialNumber);
		}
	}

	private void platformKey(MerchantBuilder builder) {
		if (this.platformCertificates) {
			builder.platformCertificates();
		}
		Property id = property("public-key-id", this.keys.publicKeyId());
		Property path = property("public-key-path", this.keys.publicKeyPath());
		if (id.isSet() || path.isSet()) {
			publicKey(builder, id, path);
		}
		else if (!this.platformCertificates) {
			id.required("Set it to the id of the WeChat Pay public key, and '" + path.name()
					+ "' to the location of pub_key.pem, both from the merchant console under 'API security'."
					+ " For an older merchant that still has platform certificates, set"
					+ " 'wechatpay.platform-certificates.enabled=true' instead or as well.");
		}
	}

	private void publicKey(MerchantBuilder builder, Property id, Property path) {
		RSAPublicKey key = path.as(PUBLIC_KEY_FIX, (location) -> PublicKeys.read(this.locations.read(location)));
		builder.platformKey(id.as(
				"Set it to the id the merchant console shows beside the WeChat Pay public key, PUB_KEY_ID_ and digits.",
				(text) -> PlatformKey.publicKey(text, key)));
	}

	private void apiV3Keys(MerchantBuilder builder) {
		String fix = "Set it to the APIv3 key of the merchant console, 32 letters and digits, best through an environment variable.";
		Property current = property("api-v3-key", this.keys.apiV3Key());
		if (current.isSet() || this.apiV3KeyNeeded) {
			builder.apiV3Key(current.as(fix, ApiV3Key::of));
		}
		Property previous = property("previous-api-v3-key", this.keys.previousApiV3Key());
		if (previous.isSet()) {
			builder.apiV3Key(previous.as(fix, ApiV3Key::of));
		}
	}

	private WechatPayPropertyException mismatch(MerchantMismatchException ex) {
		boolean pkcs12 = isPkcs12();
		return switch (ex.getPart()) {
			case PRIVATE_KEY -> wrong(pkcs12 ? "pkcs12-path" : "private-key-path", ex, PRIVATE_KEY_FIX);
			case CERTIFICATE ->
				wrong(pkcs12 ? "pkcs12-path" : "certificate-path", ex, "Use key and certificate of the same download.");
			case SERIAL_NUMBER ->
				wrong("certificate-serial-number", ex, "Remove the property: the certificate tells the number.");
			case PLATFORM_KEY -> wrong("public-key-path", ex, PUBLIC_KEY_FIX);
		};
	}

	private boolean isPkcs12() {
		return property("pkcs12-path", this.keys.pkcs12Path()).isSet();
	}

	private WechatPayPropertyException wrong(String key, IllegalArgumentException ex, String fix) {
		return new WechatPayPropertyException(this.prefix + "." + key, "is wrong: " + ex.getMessage(), fix);
	}

	private Property property(String key, @Nullable String value) {
		return new Property(this.prefix + "." + key, value);
	}

	private static char @Nullable [] chars(@Nullable String text) {
		return (text != null) ? text.toCharArray() : null;
	}

}
