package io.github.wechatpaycontract.client;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param baseUrl where WeChat Pay is
 * @param connectTimeout how long a connection may take to be made
 * @param responseTimeout how long an answer may pause
 * @param callTimeout how long a whole call may take, from subscription to result
 * @param maxConnections how many connections are kept at most
 * @param maxAnswerBytes how large the body of an answer may be
 * @param clockSkew the largest difference accepted between an answer's time and this
 * host's
 */
public record ClientSettings(BaseUrl baseUrl, Duration connectTimeout, Duration responseTimeout, Duration callTimeout,
		int maxConnections, int maxAnswerBytes, Duration clockSkew) {

	/**
	 * The largest number of connections.
	 */
	public static final int MAX_CONNECTIONS = 100_000;

	/**
	 * The defaults: WeChat Pay's main host, 3 s to connect, 10 s to answer, 25 s in all,
	 * 64 connections, 256 KiB, 300 s.
	 */
	public static final ClientSettings DEFAULT = new ClientSettings(BaseUrl.DEFAULT, Duration.ofSeconds(3),
			Duration.ofSeconds(10), Duration.ofSeconds(25), 64, 256 * 1024, Duration.ofSeconds(300));

	/**
	 * Creates the settings.
	 */
	public ClientSettings {
		requirePositive(connectTimeout, "connect timeout");
		requirePositive(responseTimeout, "response timeout");
		requirePositive(callTimeout, "call timeout");
		if (maxConnections < 1 || maxConnections > MAX_CONNECTIONS || maxAnswerBytes < 1) {
			throw new IllegalArgumentException("The number of connections must be 1 to %d and the answer size positive"
				.formatted(MAX_CONNECTIONS));
		}
	}

	private static void requirePositive(Duration duration, String name) {
		if (duration.toMillis() <= 0) {
			throw new IllegalArgumentException("The " + name + " must be at least one millisecond");
		}
	}

	/**
	 * Returns these settings with another base URL.
	 * @param baseUrl the base URL
	 * @return the settings
	 */
	public ClientSettings withBaseUrl(BaseUrl baseUrl) {
		return new ClientSettings(baseUrl, this.connectTimeout, this.responseTimeout, this.callTimeout,
				this.maxConnections, this.maxAnswerBytes, this.clockSkew);
	}

	/**
	 * Returns these settings with other timeouts.
	 * @param connectTimeout how long a connection may take to be made
	 * @param responseTimeout how long an answer may pause
	 * @param callTimeout how long a whole call may take
	 * @return the settings
	 */
	public ClientSettings withTimeouts(Duration connectTimeout, Duration responseTimeout, Duration callTimeout) {
		return new ClientSettings(this.baseUrl, connectTimeout, responseTimeout, callTimeout, this.maxConnections,
				this.maxAnswerBytes, this.clockSkew);
	}

}
