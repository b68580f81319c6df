package io.github.wechatpaycontract.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How calls are made.
 *
 * @param hosts where they go
 * @param timeouts how long they may take
 * @param pool how connections are kept
 * @param proxy what they go through, {@code null} for none
 * @param maxAttempts how often a call is sent at most; one that may not be repeated is
 * sent again only if it did not leave this host or a signed 429 says that it was not
 * taken
 * @param maxAnswerBytes how large the body of an answer may be
 * @param clockSkew the largest difference accepted between an answer's time and this
 * host's, one second to one hour; WeChat Pay's own libraries take 300 s
 * @param platformCertificates how platform certificates are kept up to date
 */
public record ClientSettings(HostSettings hosts, TimeoutSettings timeouts, PoolSettings pool,
		@Nullable ProxySettings proxy, int maxAttempts, int maxAnswerBytes, Duration clockSkew,
		PlatformCertificateSettings platformCertificates) {

	/**
	 * The smallest clock skew.
	 */
	public static final Duration SMALLEST_CLOCK_SKEW = Duration.ofSeconds(1);

	/**
	 * The largest clock skew; a larger one would let old answers be replayed.
	 */
	public static final Duration LARGEST_CLOCK_SKEW = Duration.ofHours(1);

	/**
	 * The defaults: 3 attempts, 256 KiB, 300 s, no proxy, and the defaults of each part.
	 */
	public static final ClientSettings DEFAULT = new ClientSettings(HostSettings.DEFAULT, TimeoutSettings.DEFAULT,
			PoolSettings.DEFAULT, null, 3, 256 * 1024, Duration.ofSeconds(300), PlatformCertificateSettings.DEFAULT);

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a number is not positive or the clock skew out
	 * of its limits
	 */
	public ClientSettings {
		Limits.positive(maxAttempts, "number of attempts");
		Limits.positive(maxAnswerBytes, "size of an answer");
		Limits.between(clockSkew, SMALLEST_CLOCK_SKEW, LARGEST_CLOCK_SKEW, "clock skew");
	}

	/**
	 * Returns these settings with other hosts.
	 * @param hosts where calls go
	 * @return the settings
	 */
	public ClientSettings withHosts(HostSettings hosts) {
		return new ClientSettings(hosts, this.timeouts, this.pool, this.proxy, this.maxAttempts, this.maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with other timeouts.
	 * @param timeouts how long calls may take
	 * @return the settings
	 */
	public ClientSettings withTimeouts(TimeoutSettings timeouts) {
		return new ClientSettings(this.hosts, timeouts, this.pool, this.proxy, this.maxAttempts, this.maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with another pool.
	 * @param pool how connections are kept
	 * @return the settings
	 */
	public ClientSettings withPool(PoolSettings pool) {
		return new ClientSettings(this.hosts, this.timeouts, pool, this.proxy, this.maxAttempts, this.maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with another proxy.
	 * @param proxy what calls go through, {@code null} for none
	 * @return the settings
	 */
	public ClientSettings withProxy(@Nullable ProxySettings proxy) {
		return new ClientSettings(this.hosts, this.timeouts, this.pool, proxy, this.maxAttempts, this.maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with another number of attempts.
	 * @param maxAttempts how often a call is sent at most, 1 to repeat nothing
	 * @return the settings
	 */
	public ClientSettings withMaxAttempts(int maxAttempts) {
		return new ClientSettings(this.hosts, this.timeouts, this.pool, this.proxy, maxAttempts, this.maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with another limit of answers.
	 * @param maxAnswerBytes how large the body of an answer may be
	 * @return the settings
	 */
	public ClientSettings withMaxAnswerBytes(int maxAnswerBytes) {
		return new ClientSettings(this.hosts, this.timeouts, this.pool, this.proxy, this.maxAttempts, maxAnswerBytes,
				this.clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with another clock skew.
	 * @param clockSkew the largest difference accepted between an answer's time and this
	 * host's
	 * @return the settings
	 */
	public ClientSettings withClockSkew(Duration clockSkew) {
		return new ClientSettings(this.hosts, this.timeouts, this.pool, this.proxy, this.maxAttempts,
				this.maxAnswerBytes, clockSkew, this.platformCertificates);
	}

	/**
	 * Returns these settings with others for platform certificates.
	 * @param platformCertificates how platform certificates are kept up to date
	 * @return the settings
	 */
	public ClientSettings withPlatformCertificates(PlatformCertificateSettings platformCertificates) {
		return new ClientSettings(this.hosts, this.timeouts, this.pool, this.proxy, this.maxAttempts,
				this.maxAnswerBytes, this.clockSkew, platformCertificates);
	}

}
