package io.github.wechatpaycontract.text;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainText}.
 */
class PlainTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", " a ", "微信代扣用户A", "\uffff", "\ue000" })
	void fitsWhenTextIsPlainIsTrue(String text) {
		assertThat(PlainText.fits(text, 8)).isTrue();
	}

	@ParameterizedTest
	@Tag("case-8")
	@ValueSource(strings = { "", " ", "\t", "a\r\nb", "a\u0000", "a\u007f", "a\u0085", "😀", "𠮷", "a\ud800", "\udc00a",
			"\udc00\ud800" })
	void fitsWhenTextIsNotPlainIsFalse(String text) {
		assertThat(PlainText.fits(text, 8)).isFalse();
	}

	@Test
	void fitsWhenTextIsLongCountsCharacters() {
		assertThat(PlainText.fits("约".repeat(32), 32)).isTrue();
		assertThat(PlainText.fits("约".repeat(33), 32)).isFalse();
		assertThat(PlainText.rule(32)).isEqualTo("must be 1 to 32 characters, without control characters"
				+ " and without characters beyond the Basic Multilingual Plane, such as most emoji");
	}

}
