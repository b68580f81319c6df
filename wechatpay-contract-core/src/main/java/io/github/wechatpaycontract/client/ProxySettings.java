package io.github.wechatpaycontract.client;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that calls go through. TLS goes to WeChat Pay: the proxy sees the name of
 * the host and nothing else.
 *
 * @param host the proxy's host
 * @param port the proxy's port
 * @param username the user name, {@code null} for none
 * @param password the password, {@code null} for none
 */
public record ProxySettings(String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Creates the settings.
	 */
	public ProxySettings {
		if (host.isBlank() || port < 1 || port > 65_535) {
			throw new IllegalArgumentException("A proxy needs a host, and a port from 1 to 65535");
		}
		if ((username == null) != (password == null)) {
			throw new IllegalArgumentException("A proxy needs both user name and password, or neither");
		}
	}

	@Override
	public String toString() {
		return "ProxySettings[host=%s, port=%d]".formatted(this.host, this.port);
	}

}
