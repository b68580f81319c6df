package io.github.wechatpaycontract;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay answered with an error: any status that is not 200 or 204.
 * <p>
 * Decide by {@link #getStatus()} first and by {@link #getCode()} second: the set of codes
 * is open. An error whose signature was absent or wrong ({@link #isVerified()} is
 * {@code false}) may come from anything on the way; never change the state of a contract
 * because of it.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012081717">WeChat Pay: HTTP
 * status codes</a>
 */
public final class WechatPayApiException extends WechatPayException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final int UNAUTHORIZED = 401;

	private static final Set<Integer> REPEATABLE = Set.of(202, 429, 500, 502, 503, 504);

	private final int status;

	private final transient @Nullable ApiError error;

	private final boolean verified;

	private final @Nullable Duration retryAfter;

	private final boolean outcomeUnknown;

	/**
	 * Creates the exception.
	 * @param message what happened and what to do
	 * @param status the HTTP status
	 * @param error the error the answer described, {@code null} if its body was not one
	 * @param verified whether the answer carried WeChat Pay's valid signature
	 * @param requestId the {@code Request-ID} of the answer
	 * @param retryAfter how long the answer asked to wait, {@code null} if it did not
	 */
	public WechatPayApiException(String message, int status, @Nullable ApiError error, boolean verified,
			@Nullable String requestId, @Nullable Duration retryAfter) {
		super(message, requestId, null);
		this.status = status;
		this.error = error;
		this.verified = verified;
		this.retryAfter = retryAfter;
		this.outcomeUnknown = !isRefusal(status, error, verified);
	}

	private static boolean isRefusal(int status, @Nullable ApiError error, boolean verified) {
		boolean unsigned = status == UNAUTHORIZED && error != null && error.code() != null;
		return status >= 400 && status < 500 && (verified || unsigned);
	}

	private WechatPayApiException(WechatPayApiException last) {
		super(last.getMessage() + "; an earlier attempt may have taken effect: look before trying again",
				last.getRequestId().orElse(null), last);
		this.status = last.status;
		this.error = last.error;
		this.verified = last.verified;
		this.retryAfter = last.retryAfter;
		this.outcomeUnknown = true;
	}

	/**
	 * Returns this exception for a call of which an earlier attempt may have taken
	 * effect, whatever became of the last one.
	 * @return an exception whose outcome is unknown
	 */
	public WechatPayApiException afterUnknownOutcome() {
		return this.outcomeUnknown ? this : new WechatPayApiException(this);
	}

	/**
	 * Returns the HTTP status of the answer.
	 * @return the HTTP status
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Returns the error code as sent, such as {@code PARAM_ERROR}.
	 * @return the code, empty when the body was empty, HTML or otherwise unreadable
	 * @see #getErrorCode()
	 */
	public Optional<String> getCode() {
		return Optional.ofNullable(this.error).map(ApiError::code);
	}

	/**
	 * Returns the error code, if it is a known one.
	 * @return the code, {@link ApiErrorCode#UNRECOGNIZED} for any other and for none
	 */
	public ApiErrorCode getErrorCode() {
		return ApiErrorCode.of(getCode().orElse(null));
	}

	/**
	 * Returns everything the answer says about the error.
	 * @return the error, empty when the body was empty, HTML or otherwise unreadable
	 */
	public Optional<ApiError> getError() {
		return Optional.ofNullable(this.error);
	}

	/**
	 * Returns whether the answer carried WeChat Pay's valid signature.
	 * @return {@code true} if the answer is proven to come from WeChat Pay
	 */
	public boolean isVerified() {
		return this.verified;
	}

	/**
	 * Returns the number after the last hyphen of the {@code Request-ID}, by which WeChat
	 * Pay's own trouble tables are indexed.
	 * @return the internal error number, empty when there is none
	 */
	public OptionalLong getInternalErrorNumber() {
		String id = getRequestId().orElse("");
		String suffix = id.substring(id.lastIndexOf('-') + 1);
		return id.contains("-") && suffix.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(suffix))
				: OptionalLong.empty();
	}

	/**
	 * Returns how long the answer asked to wait before the call is made again.
	 * @return the time, empty when the answer did not say
	 */
	public Optional<Duration> getRetryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/**
	 * Returns whether the identical call may succeed later without any change: by the
	 * status alone, 202, 429, 500, 502, 503 or 504. Whether repeating it does no harm is
	 * another question: after a termination whose {@linkplain #isOutcomeUnknown() outcome
	 * is unknown} query the contract first.
	 * @return {@code true} if repeating makes sense
	 */
	@Override
	public boolean isRetryable() {
		return REPEATABLE.contains(this.status);
	}

	/**
	 * Returns whether the call may have taken effect. It has not when this is a status
	 * from 400 to 499 that is {@linkplain #isVerified() verified}, or 401 with an error
	 * code: WeChat Pay signs no answer to a request whose signature it did not accept.
	 * Any other 4xx may come from anything on the way.
	 * @return {@code true} unless WeChat Pay refused the call, and no earlier attempt may
	 * have taken effect
	 */
	@Override
	public boolean isOutcomeUnknown() {
		return this.outcomeUnknown;
	}

}
