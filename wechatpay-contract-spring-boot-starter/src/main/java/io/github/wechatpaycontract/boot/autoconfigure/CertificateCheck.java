package io.github.wechatpaycontract.boot.autoconfigure;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a merchant certificate that is about to end or is another merchant's.
 */
final class CertificateCheck {

	private static final Logger logger = LoggerFactory.getLogger(CertificateCheck.class);

	private static final int WARN_DAYS = 30;

	private CertificateCheck() {
	}

	static void warn(X509Certificate certificate, @Nullable String mchid) {
		long days = Duration.between(Instant.now(), certificate.getNotAfter().toInstant()).toDays();
		if (days < WARN_DAYS) {
			logger.warn("The merchant certificate ends in {} days; renew key and certificate in the merchant console",
					days);
		}
		if (mchid != null && !certificate.getSubjectX500Principal().getName().contains("CN=" + mchid)) {
			logger.warn("The merchant certificate names another merchant than 'wechatpay.mchid'");
		}
	}

}
