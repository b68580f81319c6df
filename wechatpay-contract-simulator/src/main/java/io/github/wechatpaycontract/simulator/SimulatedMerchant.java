package io.github.wechatpaycontract.simulator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * A merchant of the simulator with everything its client has to be configured with, and
 * the private half of the platform key. One instance may serve any number of simulators.
 *
 * @param mchid the merchant number
 * @param appid the appid bound to the merchant
 * @param serviceId the password-exempt service id
 * @param certificateSerialNumber serial of the merchant certificate, upper-case hex
 * @param privateKeyPem the merchant key, PKCS#8 or PKCS#1
 * @param certificatePem the merchant certificate
 * @param apiV3Key the APIv3 key, 32 letters and digits
 * @param publicKeyId the id of the platform's public key, {@code PUB_KEY_ID_} and digits
 * @param publicKeyPem the platform's public key
 * @param platformPrivateKeyPem the platform's private key, which no real merchant has
 * @param trustMode what the merchant's clients are to trust; platform certificates are
 * the simulator's, see {@link WechatPaySimulator#platformCertificates(String)}
 */
public record SimulatedMerchant(String mchid, String appid, long serviceId, String certificateSerialNumber,
		String privateKeyPem, String certificatePem, String apiV3Key, String publicKeyId, String publicKeyPem,
		String platformPrivateKeyPem, TrustMode trustMode) {

	/**
	 * Makes a merchant with fresh keys; takes some hundred milliseconds.
	 * @return the merchant
	 */
	public static SimulatedMerchant generate() {
		return builder().build();
	}

	/**
	 * Starts a merchant; what is left out is generated.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Properties that point a Spring application at a simulator.
	 * @param baseUrl address of the simulator
	 * @param notifyUrl where the application receives notifications
	 * @return keys and values; keys in PEM are given in place as {@code base64:}
	 * locations
	 */
	public Map<String, Object> springProperties(String baseUrl, String notifyUrl) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("wechatpay.mchid", this.mchid);
		properties.put("wechatpay.certificate-serial-number", this.certificateSerialNumber);
		properties.put("wechatpay.private-key-path", base64Location(this.privateKeyPem));
		properties.put("wechatpay.api-v3-key", this.apiV3Key);
		if (this.trustMode.hasPublicKey()) {
			properties.put("wechatpay.public-key-id", this.publicKeyId);
			properties.put("wechatpay.public-key-path", base64Location(this.publicKeyPem));
		}
		if (this.trustMode.hasCertificates()) {
			properties.put("wechatpay.platform-certificates.enabled", true);
		}
		properties.put("wechatpay.contract.appid", this.appid);
		properties.put("wechatpay.contract.service-id", this.serviceId);
		properties.put("wechatpay.contract.notify-url", notifyUrl);
		properties.put("wechatpay.client.base-url", baseUrl);
		return properties;
	}

	private static String base64Location(String pem) {
		return "base64:" + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public String toString() {
		return "SimulatedMerchant[mchid=%s, appid=%s, serviceId=%d, certificateSerialNumber=%s, publicKeyId=%s, ******]"
			.formatted(this.mchid, this.appid, this.serviceId, this.certificateSerialNumber, this.publicKeyId);
	}

	/**
	 * Builds a {@link SimulatedMerchant}.
	 */
	public static final class Builder {

		private String mchid = "1900000109";

		private String appid = "wxd678efh567hg6787";

		private long serviceId = 12535;

		private @Nullable String privateKeyPem;

		private @Nullable String certificatePem;

		private @Nullable String apiV3Key;

		private @Nullable String publicKeyId;

		private @Nullable String platformPrivateKeyPem;

		private TrustMode trustMode = TrustMode.PUBLIC_KEY;

		private Builder() {
		}

		/**
		 * Sets the merchant number; 1900000109 if left out.
		 * @param mchid the number
		 * @return this
		 */
		public Builder mchid(String mchid) {
			this.mchid = mchid;
			return this;
		}

		/**
		 * Sets the appid; wxd678efh567hg6787 if left out.
		 * @param appid the appid
		 * @return this
		 */
		public Builder appid(String appid) {
			this.appid = appid;
			return this;
		}

		/**
		 * Sets the service id; 12535 if left out.
		 * @param serviceId the id
		 * @return this
		 */
		public Builder serviceId(long serviceId) {
			this.serviceId = serviceId;
			return this;
		}

		/**
		 * Sets the merchant key.
		 * @param pem an unencrypted RSA key, PKCS#8 or PKCS#1
		 * @return this
		 */
		public Builder privateKeyPem(String pem) {
			this.privateKeyPem = pem;
			return this;
		}

		/**
		 * Sets the certificate of the merchant key; self-made if left out.
		 * @param pem an X.509 certificate
		 * @return this
		 */
		public Builder certificatePem(String pem) {
			this.certificatePem = pem;
			return this;
		}

		/**
		 * Sets the APIv3 key.
		 * @param apiV3Key 32 letters and digits
		 * @return this
		 */
		public Builder apiV3Key(String apiV3Key) {
			this.apiV3Key = apiV3Key;
			return this;
		}

		/**
		 * Sets the id of the platform's public key.
		 * @param publicKeyId {@code PUB_KEY_ID_} and digits
		 * @return this
		 */
		public Builder publicKeyId(String publicKeyId) {
			this.publicKeyId = publicKeyId;
			return this;
		}

		/**
		 * Sets the key the simulator signs with; the public key follows from it.
		 * @param pem an unencrypted RSA key, PKCS#8 or PKCS#1
		 * @return this
		 */
		public Builder platformPrivateKeyPem(String pem) {
			this.platformPrivateKeyPem = pem;
			return this;
		}

		/**
		 * Sets what the merchant's clients are to trust; the public key only if left out.
		 * @param trustMode the mode
		 * @return this
		 */
		public Builder trustMode(TrustMode trustMode) {
			this.trustMode = trustMode;
			return this;
		}

		/**
		 * Generates what was left out.
		 * @return the merchant
		 * @throws IllegalArgumentException if a key or certificate cannot be read, they
		 * do not belong together, or the APIv3 key is not 32 letters and digits
		 */
		public SimulatedMerchant build() {
			Tokens tokens = new Tokens();
			if (this.certificatePem != null && this.privateKeyPem == null) {
				throw new IllegalArgumentException("A certificate needs its private key");
			}
			if (this.apiV3Key != null && !this.apiV3Key.matches("[0-9A-Za-z]{32}")) {
				throw new IllegalArgumentException("The APIv3 key must be 32 letters and digits, without blanks");
			}
			KeyPair merchant = keyPair(this.privateKeyPem);
			KeyPair platform = keyPair(this.platformPrivateKeyPem);
			X509CertificateHolder certificate = (this.certificatePem != null)
					? PemKeys.readCertificate(this.certificatePem)
					: PemKeys.certify(merchant, this.mchid, new BigInteger("5" + tokens.hex(39), 16), Instant.now());
			if (!PemKeys.belongTogether(certificate, merchant)) {
				throw new IllegalArgumentException("The certificate is not the private key's");
			}
			return new SimulatedMerchant(this.mchid, this.appid, this.serviceId, PemKeys.serialNumber(certificate),
					Objects.requireNonNullElseGet(this.privateKeyPem, () -> PemKeys.write(merchant.getPrivate())),
					Objects.requireNonNullElseGet(this.certificatePem, () -> PemKeys.write(certificate)),
					Objects.requireNonNullElseGet(this.apiV3Key, () -> tokens.alphanumeric(32)),
					Objects.requireNonNullElseGet(this.publicKeyId, () -> publicKeyId(tokens)),
					PemKeys.write(platform.getPublic()), Objects.requireNonNullElseGet(this.platformPrivateKeyPem,
							() -> PemKeys.write(platform.getPrivate())),
					this.trustMode);
		}

		private String publicKeyId(Tokens tokens) {
			return "PUB_KEY_ID_01" + this.mchid + tokens.digits(22);
		}

		private static KeyPair keyPair(@Nullable String pem) {
			return (pem != null) ? PemKeys.readPrivateKey(pem) : PemKeys.generate();
		}

	}

}
