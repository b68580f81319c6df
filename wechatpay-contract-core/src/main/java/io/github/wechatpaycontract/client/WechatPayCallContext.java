package io.github.wechatpaycontract.client;

import java.util.Locale;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.observation.ObservedContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that is observed: all of its attempts together, from the
 * subscription to the verified answer or the failure. An event {@code retry} or
 * {@code fail-over} begins each further attempt.
 */
public final class WechatPayCallContext extends ObservedContext<ApiAnswer> {

	private final String mchid;

	private final ApiRequest request;

	private @Nullable String outcome;

	private @Nullable Integer status;

	private @Nullable String code;

	private @Nullable String requestId;

	WechatPayCallContext(String mchid, ApiRequest request) {
		this.mchid = mchid;
		this.request = request;
	}

	@Override
	protected void succeeded(ApiAnswer answer) {
		this.outcome = "success";
		this.status = answer.status();
		this.requestId = answer.requestId();
	}

	@Override
	protected void failed(Throwable ex) {
		this.outcome = outcome(ex);
		if (ex instanceof WechatPayException known) {
			this.requestId = known.getRequestId().orElse(null);
		}
		if (ex instanceof WechatPayApiException refusal) {
			this.status = refusal.getStatus();
			this.code = refusal.isVerified() ? refusal.getCode().orElse(null) : null;
		}
	}

	@Override
	protected void cancelled() {
		this.outcome = "cancelled";
	}

	private static String outcome(Throwable ex) {
		if (ex instanceof WechatPayApiException) {
			return "refused";
		}
		if (ex instanceof WechatPaySignatureException unproven) {
			return unproven.getFailure().name().toLowerCase(Locale.ROOT);
		}
		return (ex instanceof WechatPayTransportException transport)
				? transport.getFailure().name().toLowerCase(Locale.ROOT) : "failed";
	}

	/**
	 * Returns who calls.
	 * @return the merchant number
	 */
	public String getMchid() {
		return this.mchid;
	}

	/**
	 * Returns the HTTP method.
	 * @return the method in upper case
	 */
	public String getMethod() {
		return this.request.method();
	}

	/**
	 * Returns what is called.
	 * @return the path, with variables in braces
	 */
	public String getTemplate() {
		return this.request.template();
	}

	/**
	 * Returns how the call ended.
	 * @return {@code success}; {@code refused} by an answer that is an error; the reason
	 * why an answer was not accepted, such as {@code mismatch}; how the network failed,
	 * such as {@code timeout}; {@code failed} in any other way; {@code cancelled} by the
	 * caller; {@code null} until then
	 */
	public @Nullable String getOutcome() {
		return this.outcome;
	}

	/**
	 * Returns the HTTP status of the answer.
	 * @return the status, {@code null} if there is no answer, or none that was accepted
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * Returns WeChat Pay's error code.
	 * @return the code, {@code null} if there is none or it is not signed: anybody could
	 * make one up
	 */
	public @Nullable String getCode() {
		return this.code;
	}

	/**
	 * Returns what WeChat Pay's support asks for.
	 * @return the {@code Request-ID} of the last answer, {@code null} if it had none
	 */
	public @Nullable String getRequestId() {
		return this.requestId;
	}

}
