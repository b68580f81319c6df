package io.github.wechatpaycontract.text;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of ASCII characters.
 */
class AsciiTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "[0-9A-Za-z_-]", "[!-+\\--~]", "[!-~&&[^#\\\\\"<>^`{|}]]", "[^a]", ".", "\\s" })
	void takesTheAsciiCharactersThatTheRegularExpressionTakes(String characterClass) {
		AsciiText texts = AsciiText.of(characterClass, 1, 1);
		Pattern pattern = Pattern.compile(characterClass);
		for (char c = 0; c < 128; c++) {
			String text = Character.toString(c);
			assertThat(texts.test(text)).as("U+%04x", (int) c).isEqualTo(pattern.matcher(text).matches());
		}
	}

	@Test
	void takesNothingBeyondAscii() {
		AsciiText anything = AsciiText.of("(?s).", 0, 10);
		for (int codePoint = 128; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
			assertThat(anything.test("a" + Character.toString(codePoint))).as("U+%04x", codePoint).isFalse();
		}
	}

	@Test
	void everyCharacterCounts() {
		AsciiText digits = AsciiText.of("[0-9]", 2, 4);
		assertThat(digits).accepts("12", "1234").rejects("", "1", "12345", "x23", "1x3", "12x", "12\n", " 12");
	}

}
