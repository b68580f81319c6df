package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TextsTests {

	private static Map<String, String> read(String language) throws IOException {
		Properties texts = new Properties();
		try (InputStream stream = Texts.class.getResourceAsStream("page/texts_" + language + ".properties")) {
			texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
		}
		Map<String, String> sorted = new TreeMap<>();
		texts.forEach((key, text) -> sorted.put((String) key, (String) text));
		return sorted;
	}

	@Test
	void languagesHaveTheSameTextsWithTheSamePlaces() throws IOException {
		Map<String, String> english = read("en");
		Map<String, String> chinese = read("zh");
		assertThat(chinese.keySet()).containsExactlyElementsOf(english.keySet());
		english.forEach((key, text) -> assertThat(places(chinese.get(key))).as(key).isEqualTo(places(text)));
		Stream.concat(english.values().stream(), chinese.values().stream())
			.forEach((text) -> assertThat(text.formatted(1, 2)).isNotBlank());
		assertThat(Stream.concat(english.values().stream(), chinese.values().stream())).noneMatch(String::isBlank);
	}

	@Test
	void everythingWithANameHasAText() {
		for (Texts texts : new Texts[] { Texts.ENGLISH, Texts.CHINESE }) {
			assertThat(SessionState.values()).allMatch((state) -> texts.has("state." + state));
			assertThat(NotificationVerdict.values())
				.allMatch((verdict) -> texts.has("verdict.notification." + verdict));
			assertThat(DeliveryFailure.values()).allMatch((failure) -> texts.has("failure." + failure));
			assertThat(Operations.names()).allMatch((name) -> texts.has("operation." + name));
			assertThat(AnswerFault.names()).allMatch((name) -> texts.has("fault.answer." + name));
			assertThat(NotificationFault.names()).allMatch((name) -> texts.has("fault.notification." + name));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			zh-CN,zh;q=0.9,en;q=0.8 | zh
			zh-Hans-CN              | zh
			zh-TW                   | zh
			en-GB,en;q=0.9,zh;q=0.8 | en
			de,zh;q=0.5             | zh
			de                      | en
			''                      | en
			*                       | en
			;;q=                    | en
			""")
	void languageIsTheBrowsersBest(String accepted, String language) {
		assertThat(Texts.of(accepted).language()).isEqualTo(language);
	}

	@Test
	void unknownTextIsAMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> Texts.ENGLISH.get("none")).withMessageContaining("none");
	}

	private static long places(String text) {
		return Pattern.compile("%s").matcher(text).results().count();
	}

}
