package io.github.wechatpaycontract.ledger;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Another transaction got there first: nothing was changed, and the same work may succeed
 * when it is tried again.
 */
public final class LedgerConflictException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what was in the way
	 * @param cause how the store found out, {@code null} if it knew
	 */
	public LedgerConflictException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
