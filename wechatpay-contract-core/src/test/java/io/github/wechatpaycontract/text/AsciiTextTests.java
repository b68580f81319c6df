package io.github.wechatpaycontract.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of ASCII characters.
 */
class AsciiTextTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "", "0", AsciiText.DIGITS, AsciiText.LOWER_CASE, AsciiText.ALPHANUMERIC + "_-", " \t~\u007f" })
	void takesTheCharactersNamedAndNoOther(String characters) {
		AsciiText texts = AsciiText.of(characters, 1, 1);
		for (char c = 0; c < 256; c++) {
			assertThat(texts.test(Character.toString(c))).as("U+%04x", (int) c).isEqualTo(characters.indexOf(c) != -1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "#\\\"<>^`{|}", "!~" })
	void takesTheVisibleCharactersButThoseNamed(String others) {
		AsciiText texts = AsciiText.visibleExcept(others, 1, 1);
		for (char c = 0; c < 256; c++) {
			assertThat(texts.test(Character.toString(c))).as("U+%04x", (int) c)
				.isEqualTo(c > ' ' && c < 0x7f && others.indexOf(c) == -1);
		}
	}

	@Test
	void namesDigitsAndLetters() {
		assertThat(AsciiText.DIGITS).matches("[0-9]{10}");
		assertThat(AsciiText.LOWER_CASE).matches("[a-z]{26}");
		assertThat(AsciiText.ALPHANUMERIC).matches("[0-9A-Za-z]{62}").doesNotMatch(".*(.).*\\1.*");
	}

	@Test
	void takesNothingBeyondAscii() {
		AsciiText anything = AsciiText.visibleExcept("", 0, 10);
		for (int codePoint = 128; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
			assertThat(anything.test("a" + Character.toString(codePoint))).as("U+%04x", codePoint).isFalse();
		}
	}

	@Test
	void everyCharacterCounts() {
		AsciiText digits = AsciiText.of(AsciiText.DIGITS, 2, 4);
		assertThat(digits).accepts("12", "1234").rejects("", "1", "12345", "x23", "1x3", "12x", "12\n", " 12");
	}

}
