package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.net.URI;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BaseUrl}.
 */
class BaseUrlTests {

	@ParameterizedTest
	@Tag("case-156")
	@ValueSource(strings = { "https://evil.example.com", "https://api.mch.weixin.qq.com.evil.com",
			"https://evil-mch.weixin.qq.com", "https://mch.weixin.qq.com.", "https://10.0.0.1",
			"https://169.254.169.254", "https://localhost.evil.com", "https://127.0.0.1.nip.io",
			"https://weixin.qq.com" })
	void ofWhenHostIsForeignNeedsTheSwitch(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(URI.create(url), false))
			.withMessage("The base URL is not a host of WeChat Pay");
		assertThat(BaseUrl.of(URI.create(url), true).loopback()).isFalse();
	}

	@ParameterizedTest
	@Tag("case-156")
	@ValueSource(strings = { "http://api.mch.weixin.qq.com", "http://evil.example.com", "ftp://api.mch.weixin.qq.com",
			"file:///etc/passwd", "jar:https://api.mch.weixin.qq.com!/", "https:api.mch.weixin.qq.com", "//localhost",
			"localhost", "https://api.mch.weixin.qq.com/v3", "https://api.mch.weixin.qq.com?x", "https://x_y",
			"https://api.mch.weixin.qq.com#f", "https://u:p@api.mch.weixin.qq.com", "http://127.0.0.1@evil.example.com",
			"https://api.mch.weixin.qq.com//" })
	void ofWhenOfAnotherFormFailsEvenWithTheSwitch(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(URI.create(url), true))
			.withMessageStartingWith("The base URL must ")
			.withMessageNotContaining("evil");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com/",
			"https://api.wechatpay.cn", "HTTPS://API.MCH.WEIXIN.QQ.COM:443" })
	void ofWhenHostIsWechatPaysIsAccepted(String url) {
		assertThat(BaseUrl.of(URI.create(url), false).loopback()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://127.0.0.1:1/", "http://[::1]:8080", "https://LOCALHOST" })
	void ofWhenHostIsLoopbackAcceptsHttp(String url) {
		BaseUrl base = BaseUrl.of(URI.create(url), false);
		assertThat(base.loopback()).isTrue();
		assertThat(base.uri().toString()).doesNotEndWith("/");
	}

	@ParameterizedTest
	@CsvSource({ "HTTPS://API.MCH.WEIXIN.QQ.COM:443/, https://api.mch.weixin.qq.com",
			"https://api.mch.weixin.qq.com:8443, https://api.mch.weixin.qq.com:8443",
			"http://LocalHost:80, http://localhost", "http://[::1]:443, http://[::1]:443" })
	void ofWhenWrittenInAnotherWayIsTheSame(String url, String same) {
		assertThat(BaseUrl.of(URI.create(url), false).uri()).hasToString(same);
		assertThat(BaseUrl.of(URI.create(url), false)).isEqualTo(BaseUrl.of(URI.create(same), false));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.mch.weixin.qq.com, api.mch.weixin.qq.com, 443, true",
			"https://api.mch.weixin.qq.com:8443, api.mch.weixin.qq.com, 8443, true",
			"http://localhost, localhost, 80, false", "http://[::1]:8080, ::1, 8080, false" })
	void addressIsHostAndPortNotResolved(String url, String host, int port, boolean secure) {
		BaseUrl base = BaseUrl.of(URI.create(url), false);
		assertThat(base.address()).isEqualTo(InetSocketAddress.createUnresolved(host, port));
		assertThat(base.isSecure()).isEqualTo(secure);
	}

	@Test
	void defaultIsTheMainHost() {
		assertThat(HostSettings.MAIN.uri()).hasToString("https://api.mch.weixin.qq.com");
		assertThat(ClientSettings.DEFAULT.hosts().primary()).isEqualTo(HostSettings.MAIN);
	}

}
