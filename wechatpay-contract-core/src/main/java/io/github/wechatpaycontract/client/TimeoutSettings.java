package io.github.wechatpaycontract.client;

import java.time.Duration;

/**
 * How long each part of a call may take.
 *
 * @param connect how long resolving a host's name, connecting to it and the TLS handshake
 * may take, each; never longer than a third of a call, so that time is left for the
 * backup host
 * @param response how long an answer may pause
 * @param call how long a whole call may take with all its attempts, from subscription to
 * result
 */
public record TimeoutSettings(Duration connect, Duration response, Duration call) {

	/**
	 * The defaults: 2 s to connect, 10 s to answer, 25 s in all.
	 */
	public static final TimeoutSettings DEFAULT = new TimeoutSettings(Duration.ofSeconds(2), Duration.ofSeconds(10),
			Duration.ofSeconds(25));

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if one is not positive
	 */
	public TimeoutSettings {
		Limits.positive(connect, "connect timeout");
		Limits.positive(response, "response timeout");
		Limits.positive(call, "call timeout");
		connect = Limits.atMost(connect, call.dividedBy(3).plusMillis(1));
	}

}
