package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One text property on its way to a typed value.
 *
 * @param name its full name
 * @param value its value, {@code null} when not set
 */
record Property(String name, @Nullable String value) {

	static final String PLACEHOLDER = "still holds a placeholder";

	static final String PLACEHOLDER_FIX = "Define what the placeholder stands for, for example as an environment variable.";

	static boolean holdsPlaceholder(String value) {
		return value.contains("${");
	}

	boolean isPresent() {
		return this.value != null;
	}

	boolean isSet() {
		return this.value != null && !this.value.isBlank();
	}

	/**
	 * Returns the value.
	 * @param fix what to do when it is missing
	 * @return the trimmed value
	 */
	String required(String fix) {
		if (this.value == null || this.value.isBlank()) {
			throw new WechatPayPropertyException(this.name, (this.value == null) ? "is missing" : "is blank", fix);
		}
		if (holdsPlaceholder(this.value)) {
			throw new WechatPayPropertyException(this.name, PLACEHOLDER, PLACEHOLDER_FIX);
		}
		return this.value.strip();
	}

	/**
	 * Converts the value.
	 * @param <T> the result type
	 * @param fix what to do when it is missing or wrong
	 * @param conversion throws {@link IllegalArgumentException} with a message that does
	 * not repeat the value
	 * @return the result
	 */
	<T> T as(String fix, Function<String, T> conversion) {
		String text = required(fix);
		try {
			return conversion.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw new WechatPayPropertyException(this.name, "is wrong: " + ex.getMessage(), fix);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
