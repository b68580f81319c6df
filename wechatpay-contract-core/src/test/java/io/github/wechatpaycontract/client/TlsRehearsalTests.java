package io.github.wechatpaycontract.client;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.X509TrustManager;

import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link TlsRehearsal}.
 */
class TlsRehearsalTests {

	private static final X509Certificate EXPIRED = Certificates.read(Vectors.file("wechatpay_cert_old.pem"));

	private final List<X509Certificate> checked = new ArrayList<>();

	@Test
	void needsNothingThatThisJvmLacks() {
		assertThatNoException().isThrownBy(TlsRehearsal::greet);
		assertThatNoException().isThrownBy(TlsRehearsal::check);
	}

	@Test
	void checkWhenThereAreAuthoritiesTakesOneThatMayHaveExpired() throws GeneralSecurityException {
		assertThatExceptionOfType(CertificateExpiredException.class).isThrownBy(EXPIRED::checkValidity);
		TlsRehearsal.check(trust(EXPIRED, EXPIRED));
		assertThat(this.checked).containsExactly(EXPIRED);
	}

	@Test
	void checkWhenThereIsNoneDoesNothing() throws GeneralSecurityException {
		TlsRehearsal.check(trust());
		assertThat(this.checked).isEmpty();
	}

	@Test
	void checkGoesAsFarAsTheSignature() throws GeneralSecurityException {
		byte[] forged = EXPIRED.getEncoded();
		forged[forged.length - 1] ^= 1;
		X509TrustManager trust = trust(Certificates.read(forged));
		assertThatExceptionOfType(CertPathValidatorException.class).isThrownBy(() -> TlsRehearsal.check(trust));
	}

	private X509TrustManager trust(X509Certificate... authorities) {
		return new X509TrustManager() {

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
				throw new CertificateException("Only servers are checked");
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String authType) {
				TlsRehearsalTests.this.checked.addAll(List.of(chain));
			}

			@Override
			public X509Certificate[] getAcceptedIssuers() {
				return authorities;
			}

		};
	}

}
