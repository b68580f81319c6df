package io.github.wechatpaycontract.client;

import java.util.Locale;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.observation.ObservedContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that is observed: all of its attempts together, from the
 * subscription to the verified answer or the failure. An event {@code retry} or
 * {@code fail-over} begins each further attempt.
 */
public final class WechatPayCallContext extends ObservedContext<ApiAnswer> {

	private final String mchid;

	private final ApiRequest request;

	private volatile End end = End.NOT_YET;

	WechatPayCallContext(String mchid, ApiRequest request) {
		this.mchid = mchid;
		this.request = request;
	}

	void happened(Observation.Event event) {
		tell(event);
	}

	@Override
	protected void succeeded(ApiAnswer answer) {
		ended(new End("success", answer.status(), null, answer.requestId()));
	}

	@Override
	protected void failed(Throwable ex) {
		String requestId = (ex instanceof WechatPayException known) ? known.getRequestId().orElse(null) : null;
		if (ex instanceof WechatPayApiException error) {
			ended(new End("error", error.getStatus(), error.isVerified() ? error.getCode().orElse(null) : null,
					requestId));
		}
		else {
			ended(new End(outcome(ex), null, null, requestId));
		}
	}

	@Override
	protected void cancelled() {
		ended(new End("cancelled", null, null, null));
	}

	/** What came first counts: a caller may leave while the answer arrives. */
	private synchronized void ended(End end) {
		if (this.end == End.NOT_YET) {
			this.end = end;
		}
	}

	private static String outcome(Throwable ex) {
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
	 * @return {@code success} for a verified answer; {@code error} for an answer that is
	 * an error; why an answer was not accepted, such as {@code mismatch}; how the network
	 * failed, such as {@code timeout}; {@code failed} in any other way; {@code cancelled}
	 * by the caller; {@code null} until then
	 */
	public @Nullable String getOutcome() {
		return this.end.outcome;
	}

	/**
	 * Returns the HTTP status of the answer, success or error.
	 * @return the status, {@code null} without such an answer
	 */
	public @Nullable Integer getStatus() {
		return this.end.status;
	}

	/**
	 * Returns WeChat Pay's error code.
	 * @return the code, {@code null} if there is none or it is not signed: anybody could
	 * make one up
	 */
	public @Nullable String getCode() {
		return this.end.code;
	}

	/**
	 * Returns what WeChat Pay's support asks for.
	 * @return the {@code Request-ID} of the answer that ended the call, {@code null} if
	 * none did or it had none
	 */
	public @Nullable String getRequestId() {
		return this.end.requestId;
	}

	private record End(@Nullable String outcome, @Nullable Integer status, @Nullable String code,
			@Nullable String requestId) {

		static final End NOT_YET = new End(null, null, null, null);

	}

}
