package io.github.wechatpaycontract;

import java.io.Serial;

/**
 * A field of a request that is missing or not of its form. Nothing was sent. The message
 * names the field and the rule, never the value.
 */
public final class InvalidFieldException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String field;

	/**
	 * Creates the exception.
	 * @param field the field, by its Java name
	 * @param problem the rule it breaks, to follow the name
	 */
	public InvalidFieldException(String field, String problem) {
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
