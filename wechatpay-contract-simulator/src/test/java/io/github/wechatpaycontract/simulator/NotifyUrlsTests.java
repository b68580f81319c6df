package io.github.wechatpaycontract.simulator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NotifyUrlsTests {

	private final NotifyUrls near = new NotifyUrls(false);

	private final NotifyUrls remote = new NotifyUrls(true);

	@ParameterizedTest
	@ValueSource(strings = { "https://yourapp.com/notify", "https://yourapp.com:8443/", "https://8.8.8.8/notify",
			"https://172.32.0.1/notify", "https://[2001:db8::1]/notify", "http://localhost:9/notify",
			"http://shop.localhost/notify", "http://127.0.0.1:9/notify", "http://[::1]/notify",
			"https://localhost:8443/notify", "https://shop.localhost/notify", "https://127.0.0.1/notify",
			"https://[::1]/notify" })
	void urlWhenPublicOrThisHostIsAllowed(String url) {
		assertThat(this.near.isAllowed(url)).isTrue();
		assertThat(this.remote.isAllowed(url)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://10.0.0.5/notify", "https://172.16.0.1/notify", "https://192.168.1.1/notify",
			"https://169.254.169.254/notify", "https://0.0.0.0/notify", "https://[::]/notify",
			"https://[fe80::1]/notify", "https://[fd00::1]/notify", "https://[::ffff:10.0.0.5]/notify" })
	void urlWhenHttpsToPrivateAddressIsAllowedWithRemoteTargets(String url) {
		assertThat(this.near.isAllowed(url)).isFalse();
		assertThat(this.remote.isAllowed(url)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://yourapp.com/notify", "http://10.0.0.5/notify", "https://yourapp.com",
			"https://yourapp.com/notify?a=b", "https://yourapp.com/#x", "https://a@yourapp.com/x", "ftp://localhost/x",
			"https:///notify", "notify", "https:notify", "https://localhost", "https://localhost/x?a=b", "" })
	void urlWhenNotHttpsWithHostAndPathIsNotAllowed(String url) {
		assertThat(this.near.isAllowed(url)).isFalse();
		assertThat(this.remote.isAllowed(url)).isFalse();
	}

}
