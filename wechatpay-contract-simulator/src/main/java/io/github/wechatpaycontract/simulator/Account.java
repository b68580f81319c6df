package io.github.wechatpaycontract.simulator;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Cipher;

import org.jspecify.annotations.Nullable;

/**
 * One merchant as WeChat Pay knows it: its public key, and the platform keys that are
 * used towards it.
 */
final class Account {

	static final String SIGNATURE = "SHA256withRSA";

	static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

	private final SimulatedMerchant merchant;

	private final PlatformKey publicKey;

	private final @Nullable PlatformCertificates certificates;

	private final PublicKey merchantKey;

	Account(SimulatedMerchant merchant, Clock clock, Tokens tokens) {
		this.merchant = merchant;
		this.publicKey = new PlatformKey(merchant.publicKeyId(),
				PemKeys.readPrivateKey(merchant.platformPrivateKeyPem()));
		this.certificates = merchant.trustMode().hasCertificates() ? new PlatformCertificates(clock, tokens) : null;
		this.merchantKey = PemKeys.readPrivateKey(merchant.privateKeyPem()).getPublic();
	}

	SimulatedMerchant merchant() {
		return this.merchant;
	}

	String mchid() {
		return this.merchant.mchid();
	}

	/**
	 * The platform certificates, or null for a merchant that has the public key only.
	 */
	@Nullable PlatformCertificates certificates() {
		return this.certificates;
	}

	/**
	 * The platform key of a serial, if it is one of this merchant.
	 */
	Optional<PlatformKey> find(String serial) {
		if (serial.equals(this.publicKey.serial()) && this.merchant.trustMode().hasPublicKey()) {
			return Optional.of(this.publicKey);
		}
		return (this.certificates != null) ? this.certificates.find(serial) : Optional.empty();
	}

	/**
	 * What signs the answer to a request: a key of the kind that the script wants, the
	 * key that the request names, else a certificate if there is one.
	 */
	PlatformKey answering(ReceivedRequest request, @Nullable TrustMode wanted) {
		if (this.certificates != null && wanted == TrustMode.CERTIFICATES) {
			return this.certificates.signing();
		}
		if (wanted == TrustMode.PUBLIC_KEY && this.merchant.trustMode().hasPublicKey()) {
			return this.publicKey;
		}
		PlatformKey key = request.headers().first("Wechatpay-Serial").flatMap(this::find).orElse(null);
		if (this.certificates == null || key == this.publicKey) {
			return this.publicKey;
		}
		return (key != null) ? this.certificates.signing(key) : this.certificates.signing();
	}

	/**
	 * What signs the next notification.
	 */
	PlatformKey notifying() {
		boolean certified = this.certificates != null
				&& !(this.merchant.trustMode().hasPublicKey() && this.certificates.isPublicKeyDue());
		return (this.certificates != null && certified) ? this.certificates.signing() : this.publicKey;
	}

	/**
	 * Verifies a request message against the merchant key; anything odd is a no.
	 */
	boolean isSignedByMerchant(byte[] message, String base64) {
		try {
			Signature signature = Signature.getInstance(SIGNATURE);
			signature.initVerify(this.merchantKey);
			signature.update(message);
			return signature.verify(Base64.getDecoder().decode(base64));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Encrypts for the key of the merchant certificate.
	 */
	String encrypt(byte[] plaintext) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(OAEP);
		cipher.init(Cipher.ENCRYPT_MODE, this.merchantKey);
		return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext));
	}

}
