package io.github.wechatpaycontract;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A successful answer that is not proven to come from WeChat Pay. Nothing of it was used.
 * The call itself may have taken effect.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4016241880">WeChat Pay: when
 * verifying an answer fails</a>
 */
public final class WechatPaySignatureException extends WechatPayException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final SignatureFailure failure;

	/**
	 * Creates the exception.
	 * @param message what happened and what to do
	 * @param failure why the signature was not accepted
	 * @param requestId the {@code Request-ID} of the answer
	 */
	public WechatPaySignatureException(String message, SignatureFailure failure, @Nullable String requestId) {
		super(message, requestId, null);
		this.failure = failure;
	}

	/**
	 * Returns why the signature was not accepted.
	 * @return the failure
	 */
	public SignatureFailure getFailure() {
		return this.failure;
	}

	/**
	 * Returns whether WeChat Pay gave a wrong signature on purpose, to see whether it is
	 * checked. The identical call answers normally the next time.
	 * @return {@code true} for a probe
	 */
	public boolean isProbe() {
		return this.failure == SignatureFailure.PROBE;
	}

	@Override
	public boolean isRetryable() {
		return isProbe();
	}

	@Override
	public boolean isOutcomeUnknown() {
		return true;
	}

}
