package io.github.wechatpaycontract.boot.web;

import java.time.Duration;

/**
 * Where and how much the notification endpoint reads.
 *
 * @param path the exact path in the request line, context path included; no other
 * spelling of it is answered
 * @param maxBodyBytes the largest body accepted
 * @param bodyTimeout how long a body may take to arrive
 */
public record NotificationEndpointSettings(String path, int maxBodyBytes, Duration bodyTimeout) {

	/**
	 * Checks that requests to the path can reach the application.
	 * @param basePath the context path or base path, empty for none
	 * @return whether the path is below it
	 */
	public boolean isBelow(String basePath) {
		return this.path.startsWith(basePath.endsWith("/") ? basePath : basePath + "/");
	}

}
