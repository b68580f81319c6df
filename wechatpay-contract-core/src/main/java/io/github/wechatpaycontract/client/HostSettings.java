package io.github.wechatpaycontract.client;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where calls go, and when they go somewhere else.
 *
 * @param primary the host that is called first
 * @param backup the host that is called when no connection to the first one holds,
 * {@code null} for none
 * @param failures how many failures in a row make a host be left
 * @param coolDown how long it is left before it is tried in the background
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075113">WeChat Pay:
 * cross-city fail-over</a>
 */
public record HostSettings(BaseUrl primary, @Nullable BaseUrl backup, int failures, Duration coolDown) {

	/**
	 * WeChat Pay's main host.
	 */
	public static final BaseUrl MAIN = BaseUrl.of(URI.create("https://api.mch.weixin.qq.com"), false);

	/**
	 * WeChat Pay's backup host, in another city.
	 */
	public static final BaseUrl BACKUP = BaseUrl.of(URI.create("https://api2.mch.weixin.qq.com"), false);

	/**
	 * The defaults: main host, then backup host; left after 3 failures for 60 s.
	 */
	public static final HostSettings DEFAULT = new HostSettings(MAIN, BACKUP, 3, Duration.ofSeconds(60));

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if the backup is the primary host, or the
	 * cool-down or the number of failures is not positive
	 */
	public HostSettings {
		Limits.positive(coolDown, "cool-down");
		Limits.positive(failures, "number of failures");
		if (primary.equals(backup)) {
			throw new IllegalArgumentException("The backup host must be another one");
		}
	}

	/**
	 * Returns the settings of a single host.
	 * @param host the host
	 * @return the settings, without a backup
	 */
	public static HostSettings only(BaseUrl host) {
		return new HostSettings(host, null, DEFAULT.failures(), DEFAULT.coolDown());
	}

	/**
	 * Returns these settings with a backup.
	 * @param backup the backup host, {@code null} for none
	 * @return the settings
	 */
	public HostSettings withBackup(@Nullable BaseUrl backup) {
		return new HostSettings(this.primary, backup, this.failures, this.coolDown);
	}

}
