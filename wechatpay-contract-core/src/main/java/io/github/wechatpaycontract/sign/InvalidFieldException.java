package io.github.wechatpaycontract.sign;

import java.io.Serial;

/**
 * A field of a request that is missing or not of its form. Nothing was sent. The message
 * names the field and the rule, never the value.
 */
public final class InvalidFieldException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String field;

	InvalidFieldException(String field, String problem) {
		super("'" + field + "' " + problem);
		this.field = field;
	}

	/**
	 * Returns the field, by its Java name.
	 * @return the field, such as {@code openid}
	 */
	public String getField() {
		return this.field;
	}

}
