package io.github.wechatpaycontract.client;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that calls go through. TLS goes to WeChat Pay: the proxy sees the name of
 * the host and nothing else. No record, whose password every mapper would write.
 */
public final class ProxySettings {

	private final String host;

	private final int port;

	private final @Nullable String username;

	private final @Nullable String password;

	/**
	 * Creates the settings.
	 * @param host the proxy's host
	 * @param port the proxy's port
	 * @param username the user name, {@code null} for none
	 * @param password the password, {@code null} for none
	 * @throws IllegalArgumentException if there is no such port, the host is blank, or
	 * only one of user name and password is there
	 */
	public ProxySettings(String host, int port, @Nullable String username, @Nullable String password) {
		if (host.isBlank() || port < 1 || port > 65_535) {
			throw new IllegalArgumentException("A proxy needs a host, and a port from 1 to 65535");
		}
		if ((username == null) != (password == null)) {
			throw new IllegalArgumentException("A proxy needs both user name and password, or neither");
		}
		this.host = host;
		this.port = port;
		this.username = username;
		this.password = password;
	}

	/**
	 * Returns the proxy's host.
	 * @return the host
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Returns the proxy's port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	@Nullable String username() {
		return this.username;
	}

	@Nullable String password() {
		return this.password;
	}

	@Override
	public String toString() {
		return "ProxySettings[host=%s, port=%d]".formatted(this.host, this.port);
	}

}
