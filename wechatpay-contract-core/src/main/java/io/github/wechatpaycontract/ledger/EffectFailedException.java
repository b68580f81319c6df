package io.github.wechatpaycontract.ledger;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * What the application does about a notification failed or took too long.
 */
final class EffectFailedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cause what the application threw, {@code null} if it took too long
	 */
	EffectFailedException(@Nullable Throwable cause) {
		super((cause != null) ? "The effect failed" : "The effect took too long", cause);
	}

	/**
	 * Returns what the application threw, or this if it took too long.
	 */
	Throwable reason() {
		return (getCause() != null) ? getCause() : this;
	}

}
