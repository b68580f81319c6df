package io.github.wechatpaycontract.json;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not the JSON they should be. The message names the member, never a
 * value.
 */
public final class MalformedJsonException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final @Nullable String field;

	private final String message;

	/**
	 * Creates the exception.
	 * @param field the member that is wrong, {@code null} when the whole text is
	 * @param problem what is wrong, without the value
	 */
	public MalformedJsonException(@Nullable String field, String problem) {
		super(null, null, false, false);
		this.field = field;
		this.message = (field != null) ? "'" + field + "' " + problem : problem;
	}

	@Override
	public String getMessage() {
		return this.message;
	}

	/**
	 * Returns the member that is wrong.
	 * @return the wire name, {@code null} when the whole text is wrong
	 */
	public @Nullable String getField() {
		return this.field;
	}

}
