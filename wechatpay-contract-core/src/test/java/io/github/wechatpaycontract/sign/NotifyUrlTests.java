package io.github.wechatpaycontract.sign;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link NotifyUrl}.
 */
@Tag("case-151")
class NotifyUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "yourapp.com/notify", "/notify", "http://yourapp.com/notify",
			"ftp://yourapp.com/notify", "https:/notify", "https:///notify", "https:yourapp.com/notify",
			"https://yourapp.com/notify?a=1", "https://yourapp.com/notify?", "https://yourapp.com/notify#x",
			"https://u@yourapp.com/notify", "https://u:p@yourapp.com/notify", "https://yourapp.com",
			"https://yourapp.com/", "https://yourapp.com/notify/", "https://yourapp.com//notify",
			"https://yourapp.com/../notify", "https://yourapp.com/./notify", "https://yourapp.com/a%2Fb",
			"https://yourapp.com/a;b", "https://yourapp.com/{id}", " https://yourapp.com/notify",
			"https://yourapp.com/notify ", "https://yourapp.com/no tify", "https://yourapp.com/notify\n",
			"https://你好.com/notify", "https://yourapp.com/通知", "https://127.0.0.1/notify", "https://10.1.2.3/notify",
			"https://8.8.8.8/notify", "https://[::1]/notify", "https://[2001:db8::1]/notify",
			"https://localhost/notify", "https://LOCALHOST/notify", "https://localhost./notify",
			"https://app.localhost/notify", "https://app.local/notify", "https://app.internal/notify",
			"https://intranet/notify", "https://localhost.localdomain/notify", "https://127.1/notify",
			"https://2130706433/notify", "https://0x7f.0.0.1/notify", "https://your_app.com/notify", "mailto:a@b.c" })
	void ofWhenWechatPayWouldNotCallItFails(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.of(url, false))
			.withMessageStartingWith("'notifyUrl' ");
	}

	@Test
	void ofWhenLongerThan256CharactersFails() {
		String url = "https://yourapp.com/" + "x".repeat(236);
		assertThat(NotifyUrl.of(url, false)).hasToString(url);
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.of(url + "x", false))
			.withMessageContaining("at most 256");
	}

	@ParameterizedTest
	@CsvSource({ "https://yourapp.com/notify,/notify,false", "https://a.b-c.yourapp.com:443/w/x_y~1.2,/w/x_y~1.2,false",
			"https://yourapp.com:8443/n,/n,true", "HTTPS://YOURAPP.COM/n,/n,false" })
	void ofWhenPublicIsAccepted(String url, String path, boolean unusualPort) {
		NotifyUrl notifyUrl = NotifyUrl.of(url, false);
		assertThat(notifyUrl.path()).isEqualTo(path);
		assertThat(notifyUrl.hasUnusualPort()).isEqualTo(unusualPort);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://yourapp.com/", "https://yourapp.com/pay/", "https://yourapp.com/a%2Fb",
			"https://yourapp.com//pay;v=1", "https://yourapp.com:8443/pay:wechat" })
	void withAnyPathWhenPathIsNotPlainIsAccepted(String url) {
		assertThat(NotifyUrl.withAnyPath(url, false)).hasToString(url);
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.of(url, false))
			.withMessageStartingWith("'notifyUrl' must have a plain path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yourapp.com/pay", "/pay", "http://yourapp.com/pay", "ftp://yourapp.com/pay",
			"https:///pay", "https://yourapp.com", "https://yourapp.com/pay?a=1", "https://yourapp.com/pay#x",
			"https://u@yourapp.com/pay", "https://yourapp.com/支付", "https://localhost/pay", "https://10.1.2.3/pay",
			"mailto:a@b.c" })
	void withAnyPathWhenWechatPayWouldNotCallItFails(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.withAnyPath(url, false))
			.withMessageStartingWith("'notifyUrl' ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "yourapp.com/pay", "ftp://yourapp.com/pay", "mailto:a@b.c", "https:///pay",
			"https://yourapp.com", "https://yourapp.com/pay?a=1", "http://localhost?x=1 y", "https://yourapp.com/pay#x",
			"https://u@yourapp.com/pay", "https://yourapp.com/支付" })
	void checkFormWhenNobodyWouldCallItFails(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.checkForm(url))
			.withMessageStartingWith("'notifyUrl' ");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "https://yourapp.com/", "http://localhost:8080/n", "http://yourapp.com/n",
			"https://10.1.2.3/n/" })
	void checkFormWhenSomebodyMightCallItAcceptsIt(String url) {
		assertThatNoException().isThrownBy(() -> NotifyUrl.checkForm(url));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://localhost:8080/n", "http://127.0.0.1:9/n", "https://intranet/n", "http://[::1]:1/n" })
	void ofWhenLocalIsAllowedAcceptsLocalAddresses(String url) {
		assertThat(NotifyUrl.of(url, true)).hasToString(url);
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyUrl.of(url + "?x", true));
	}

}
