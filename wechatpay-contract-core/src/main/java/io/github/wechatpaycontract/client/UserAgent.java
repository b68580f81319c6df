package io.github.wechatpaycontract.client;

import java.util.Optional;

import reactor.netty.http.client.HttpClient;

/**
 * How we introduce ourselves. WeChat Pay refuses calls without a {@code User-Agent}.
 */
final class UserAgent {

	static final String VALUE = ascii("wechatpay-contract/%s (%s/%s) Java/%s ReactorNetty/%s".formatted(
			version(UserAgent.class), System.getProperty("os.name"), System.getProperty("os.version"),
			System.getProperty("java.version"), version(HttpClient.class)));

	private UserAgent() {
	}

	private static String version(Class<?> type) {
		return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unknown");
	}

	private static String ascii(String text) {
		return text.replaceAll("[^ -~]", "_");
	}

}
