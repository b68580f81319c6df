package io.github.wechatpaycontract.client;

import java.time.Duration;

/**
 * How connections are kept, for each host.
 *
 * @param maxConnections how many connections there are at most
 * @param maxPendingCalls how many calls wait for one of them at most; further ones fail
 * at once
 * @param acquireTimeout how long a call waits for one of them
 * @param maxIdleTime how long a connection is kept unused, at most 7 s: WeChat Pay closes
 * it after 8, and what is sent meanwhile is lost
 * @param maxLifeTime how long a connection is used, so that changes of the host's address
 * are noticed
 */
public record PoolSettings(int maxConnections, int maxPendingCalls, Duration acquireTimeout, Duration maxIdleTime,
		Duration maxLifeTime) {

	/**
	 * The largest number of connections, and of calls that wait for one.
	 */
	public static final int MAX = 100_000;

	/**
	 * The longest idle time, as WeChat Pay closes connections after 8 s.
	 */
	public static final Duration LONGEST_IDLE_TIME = Duration.ofSeconds(7);

	/**
	 * The defaults: 256 connections, 1,024 waiting calls, 10 s to wait, 6 s idle, 5
	 * minutes of life.
	 */
	public static final PoolSettings DEFAULT = new PoolSettings(256, 1024, Duration.ofSeconds(10),
			Duration.ofSeconds(6), Duration.ofMinutes(5));

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a number is not from 1 to 100,000, a time is
	 * not positive, or the idle time is longer than 7 seconds
	 */
	public PoolSettings {
		Limits.between(maxConnections, MAX, "number of connections");
		Limits.between(maxPendingCalls, MAX, "number of waiting calls");
		Limits.positive(acquireTimeout, "acquire timeout");
		Limits.positive(maxIdleTime, "idle time");
		if (maxIdleTime.compareTo(LONGEST_IDLE_TIME) > 0) {
			throw new IllegalArgumentException(
					"The idle time must be at most 7 seconds: WeChat Pay closes a connection after 8");
		}
		Limits.positive(maxLifeTime, "life time");
	}

}
