package io.github.wechatpaycontract;

import java.io.Serial;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An authentic answer that is not what the call promises: not JSON, a required member
 * absent, or an echoed value that differs from the request. The call may have taken
 * effect.
 */
public final class WechatPayContentException extends WechatPayException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final @Nullable String field;

	/**
	 * Creates the exception.
	 * @param message what is wrong, without the value
	 * @param field the member that is wrong, {@code null} when the whole body is
	 * @param requestId the {@code Request-ID} of the answer
	 */
	public WechatPayContentException(String message, @Nullable String field, @Nullable String requestId) {
		super(message, requestId, null);
		this.field = field;
	}

	/**
	 * Returns the member that is wrong.
	 * @return the wire name, empty when the whole body is wrong
	 */
	public Optional<String> getField() {
		return Optional.ofNullable(this.field);
	}

	@Override
	public boolean isRetryable() {
		return false;
	}

	@Override
	public boolean isOutcomeUnknown() {
		return true;
	}

}
