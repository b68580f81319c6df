package io.github.wechatpaycontract;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The error an answer describes. The values the request gave for a payer are masked in
 * all of it.
 *
 * @param code the error code, for programs
 * @param message the text for people; the same code occurs with several texts
 * @param detail the {@code detail} member as maps, lists, texts, numbers and booleans; of
 * no fixed shape and often absent
 */
public record ApiError(@Nullable String code, @Nullable String message, @Nullable Object detail) {

	/**
	 * Returns the field the error is about: a JSON Pointer for a member of the body, else
	 * the plain name.
	 * @return the field, empty when the answer names none
	 */
	public Optional<String> field() {
		return text(this.detail, "field");
	}

	/**
	 * Returns what is wrong with the field.
	 * @return the issue, empty when the answer names none
	 */
	public Optional<String> issue() {
		return text(this.detail, "issue").or(() -> text(member(this.detail, "detail"), "issue"));
	}

	private static Optional<String> text(@Nullable Object tree, String name) {
		return (member(tree, name) instanceof String text) ? Optional.of(text) : Optional.empty();
	}

	private static @Nullable Object member(@Nullable Object tree, String name) {
		return (tree instanceof Map<?, ?> map) ? map.get(name) : null;
	}

	@Override
	public String toString() {
		return "ApiError[code=%s, field=%s]".formatted(this.code, field().orElse(null));
	}

}
