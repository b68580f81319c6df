package io.github.wechatpaycontract.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Client;
import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.FailOver;
import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.PlatformCertificates;
import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Pool;
import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Proxy;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.PlatformCertificateSettings;
import io.github.wechatpaycontract.client.PoolSettings;
import io.github.wechatpaycontract.client.ProxySettings;
import io.github.wechatpaycontract.client.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings of {@code wechatpay.client.*} and
 * {@code wechatpay.platform-certificates.*}, and blames the right property when that
 * fails.
 */
final class ClientProperties {

	private static final String PREFIX = "wechatpay.client.";

	private static final String OTHER_HOST_FIX = "Remove it, or name a host of WeChat Pay or a loopback address; any"
			+ " other host needs 'wechatpay.client.allow-other-host=true'.";

	private static final int MAX_ATTEMPTS = 10;

	private static final int MAX_FAILURES = 1000;

	private static final int MAX_PORT = 65_535;

	private final Client client;

	private final PlatformCertificates platformCertificates;

	ClientProperties(Client client, PlatformCertificates platformCertificates) {
		this.client = client;
		this.platformCertificates = platformCertificates;
	}

	ClientSettings settings() {
		return new ClientSettings(hosts(), timeouts(), pool(), proxy(),
				Limits.between(PREFIX + "max-attempts", this.client.maxAttempts(), MAX_ATTEMPTS),
				Limits.bytes(PREFIX + "max-answer-size", this.client.maxAnswerSize()),
				Limits.clockSkew(PREFIX + "clock-skew", this.client.clockSkew()), certificates());
	}

	private PlatformCertificateSettings certificates() {
		return new PlatformCertificateSettings(Limits.between("wechatpay.platform-certificates.refresh-interval",
				this.platformCertificates.refreshInterval(), PlatformCertificateSettings.SHORTEST_INTERVAL,
				PlatformCertificateSettings.LONGEST_INTERVAL), this.platformCertificates.checkIssuer());
	}

	private HostSettings hosts() {
		BaseUrl primary = host("base-url", this.client.baseUrl());
		FailOver failOver = this.client.failOver();
		BaseUrl backup = failOver.enabled() ? backup(primary) : null;
		if (primary.equals(backup)) {
			throw new WechatPayPropertyException(PREFIX + "backup-url", "is the same as 'wechatpay.client.base-url'",
					"Name another host, or set 'wechatpay.client.fail-over.enabled=false'.");
		}
		return new HostSettings(primary, backup,
				Limits.between(PREFIX + "fail-over.failures", failOver.failures(), MAX_FAILURES),
				Limits.positiveUpToAYear(PREFIX + "fail-over.cool-down", failOver.coolDown()));
	}

	private @Nullable BaseUrl backup(BaseUrl primary) {
		URI url = this.client.backupUrl();
		if (url != null) {
			return host("backup-url", url);
		}
		return primary.equals(HostSettings.MAIN) ? HostSettings.BACKUP : null;
	}

	private BaseUrl host(String key, URI url) {
		return new Property(PREFIX + key, url.toString()).as(OTHER_HOST_FIX,
				(text) -> BaseUrl.of(url, this.client.allowOtherHost()));
	}

	private TimeoutSettings timeouts() {
		return new TimeoutSettings(Limits.positiveUpToAYear(PREFIX + "connect-timeout", this.client.connectTimeout()),
				Limits.positiveUpToAYear(PREFIX + "response-timeout", this.client.responseTimeout()),
				Limits.positiveUpToAYear(PREFIX + "call-timeout", this.client.callTimeout()));
	}

	private PoolSettings pool() {
		Pool pool = this.client.pool();
		return new PoolSettings(
				Limits.between(PREFIX + "pool.max-connections", pool.maxConnections(), PoolSettings.MAX),
				Limits.between(PREFIX + "pool.max-pending-calls", pool.maxPendingCalls(), PoolSettings.MAX),
				Limits.positiveUpToAYear(PREFIX + "pool.acquire-timeout", pool.acquireTimeout()),
				Limits.between(PREFIX + "pool.max-idle-time", pool.maxIdleTime(), Duration.ofMillis(1),
						PoolSettings.LONGEST_IDLE_TIME),
				Limits.positiveUpToAYear(PREFIX + "pool.max-life-time", pool.maxLifeTime()));
	}

	private @Nullable ProxySettings proxy() {
		Proxy proxy = this.client.proxy();
		Property host = new Property(PREFIX + "proxy.host", proxy.host());
		if (!host.isSet()) {
			return null;
		}
		int port = Limits.between(PREFIX + "proxy.port", proxy.port(), MAX_PORT);
		if ((proxy.username() == null) != (proxy.password() == null)) {
			throw new WechatPayPropertyException(
					PREFIX + ((proxy.username() == null) ? "proxy.username" : "proxy.password"), "is missing",
					"Set both user name and password of the proxy, or neither.");
		}
		return host.as("Set it to the host of the proxy.",
				(name) -> new ProxySettings(name, port, proxy.username(), proxy.password()));
	}

}
