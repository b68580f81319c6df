package io.github.wechatpaycontract.simulator;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;

import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A platform certificate with its private key.
 *
 * @param key the key that signs
 * @param certificate the certificate
 * @param expireTime the end that the list shows, which moves when there is a successor
 */
record PlatformCertificate(PlatformKey key, X509CertificateHolder certificate, Instant expireTime) {

	static PlatformCertificate make(Tokens tokens, Instant now) {
		KeyPair pair = PemKeys.generate();
		X509CertificateHolder certificate = PemKeys.certify(pair, "platform certificate",
				new BigInteger("7" + tokens.hex(39), 16), now);
		return new PlatformCertificate(new PlatformKey(PemKeys.serialNumber(certificate), pair), certificate,
				certificate.getNotAfter().toInstant());
	}

	PlatformCertificate expiring(Instant expireTime) {
		return new PlatformCertificate(this.key, this.certificate, expireTime);
	}

	String serial() {
		return this.key.serial();
	}

	/**
	 * When it was made; it is valid from a day before.
	 */
	Instant madeAt() {
		return effectiveTime().plus(Duration.ofDays(1));
	}

	Instant effectiveTime() {
		return this.certificate.getNotBefore().toInstant();
	}

}
