package io.github.wechatpaycontract.boot.autoconfigure;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a merchant certificate that is about to end or is another merchant's.
 */
final class CertificateCheck {

	private static final Logger logger = LoggerFactory.getLogger(CertificateCheck.class);

	private static final int WARN_DAYS = 30;

	private final Clock clock;

	private final String mchidProperty;

	CertificateCheck(Clock clock, String mchidProperty) {
		this.clock = clock;
		this.mchidProperty = mchidProperty;
	}

	void warn(X509Certificate certificate, @Nullable String mchid) {
		Duration left = Duration.between(this.clock.instant(), certificate.getNotAfter().toInstant());
		if (left.isNegative()) {
			logger.warn("The merchant certificate of '{}' has ended; renew key and certificate in the merchant console",
					this.mchidProperty);
		}
		else if (left.toDays() < WARN_DAYS) {
			logger.warn(
					"The merchant certificate of '{}' ends in {} days; renew key and certificate in the merchant console",
					this.mchidProperty, left.toDays());
		}
		String subject = certificate.getSubjectX500Principal().getName();
		if (mchid != null && !Arrays.asList(subject.split(",")).contains("CN=" + mchid)) {
			logger.warn("The merchant certificate names another merchant than '{}'", this.mchidProperty);
		}
	}

}
