package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * What the page says, in one language.
 */
final class Texts {

	static final Texts ENGLISH = new Texts("en");

	static final Texts CHINESE = new Texts("zh");

	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

	private final String language;

	private final Properties texts = new Properties();

	private Texts(String language) {
		this.language = language;
		try (InputStream stream = Texts.class.getResourceAsStream("page/texts_" + language + ".properties")) {
			this.texts.load(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The language that fits an {@code Accept-Language} header or a language tag best,
	 * English where none does.
	 */
	static Texts of(String accepted) {
		try {
			Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
			return Locale.CHINESE.equals(best) ? CHINESE : ENGLISH;
		}
		catch (IllegalArgumentException ex) {
			return ENGLISH;
		}
	}

	String language() {
		return this.language;
	}

	/**
	 * Tag for the document, by which a browser chooses its font.
	 */
	String tag() {
		return this.language.equals("zh") ? "zh-CN" : "en";
	}

	Texts other() {
		return (this == CHINESE) ? ENGLISH : CHINESE;
	}

	/**
	 * A text with its places filled in.
	 * @throws IllegalArgumentException if there is no such text
	 */
	String get(String key, Object... values) {
		if (!has(key)) {
			throw new IllegalArgumentException("The page has no text '" + key + "'");
		}
		return this.texts.getProperty(key).formatted(values);
	}

	boolean has(String key) {
		return this.texts.containsKey(key);
	}

}
