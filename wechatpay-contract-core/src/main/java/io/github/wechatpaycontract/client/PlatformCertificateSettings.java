package io.github.wechatpaycontract.client;

import java.time.Duration;

/**
 * How platform certificates are kept up to date, for merchants that have them.
 *
 * @param refreshInterval how often the list is downloaded at least; up to a fifth
 * earlier, so that hosts do not ask in step. WeChat Pay wants it more often than every 12
 * hours
 * @param checkIssuer whether to warn of a certificate that {@code Tenpay.com Root CA} did
 * not issue
 */
public record PlatformCertificateSettings(Duration refreshInterval, boolean checkIssuer) {

	/**
	 * The shortest interval.
	 */
	public static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

	/**
	 * The longest interval.
	 */
	public static final Duration LONGEST_INTERVAL = Duration.ofHours(12);

	/**
	 * The defaults: every 60 minutes, whoever the issuer is.
	 */
	public static final PlatformCertificateSettings DEFAULT = new PlatformCertificateSettings(Duration.ofMinutes(60),
			false);

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if the interval is shorter or longer than these
	 */
	public PlatformCertificateSettings {
		if (refreshInterval.compareTo(SHORTEST_INTERVAL) < 0 || refreshInterval.compareTo(LONGEST_INTERVAL) > 0) {
			throw new IllegalArgumentException("The refresh interval must be 1 minute to 12 hours");
		}
	}

}
