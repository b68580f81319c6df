package io.github.wechatpaycontract;

import java.io.Serial;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A WeChat Pay call that did not end in a result. The four kinds are final; match on
 * them:
 * <ul>
 * <li>{@link WechatPayApiException}: answered with an error;</li>
 * <li>{@link WechatPayTransportException}: no usable answer arrived;</li>
 * <li>{@link WechatPaySignatureException}: the answer is not proven to come from WeChat
 * Pay;</li>
 * <li>{@link WechatPayContentException}: authentic, but not what the call promises.</li>
 * </ul>
 * Messages never carry keys, bodies or signatures, nor what the request told of the
 * payer; where WeChat Pay or a path of the caller's names an openid, that is masked by
 * its form.
 */
public abstract sealed class WechatPayException extends RuntimeException permits WechatPayApiException,
		WechatPayTransportException, WechatPaySignatureException, WechatPayContentException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final @Nullable String requestId;

	WechatPayException(String message, @Nullable String requestId, @Nullable Throwable cause) {
		super(message, cause);
		this.requestId = requestId;
	}

	/**
	 * Returns the {@code Request-ID} of the answer, which WeChat Pay's support asks for.
	 * @return the request id, empty when no answer arrived or it carried none
	 */
	public final Optional<String> getRequestId() {
		return Optional.ofNullable(this.requestId);
	}

	/**
	 * Returns whether the identical call may succeed later without any change.
	 * @return {@code true} if repeating makes sense
	 */
	public abstract boolean isRetryable();

	/**
	 * Returns whether the call may have taken effect although it failed here. Look before
	 * trying again; a query, which has no effect, may be repeated all the same.
	 * @return {@code true} if WeChat Pay may have carried out the call
	 */
	public abstract boolean isOutcomeUnknown();

}
