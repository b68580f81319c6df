package io.github.wechatpaycontract;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer arrived: nothing was received, or not all of it, or too much.
 */
public final class WechatPayTransportException extends WechatPayException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Failure failure;

	private final boolean sent;

	/**
	 * Creates the exception.
	 * @param message what happened and what to do
	 * @param failure what went wrong
	 * @param sent whether bytes of the request may have left this host
	 * @param cause the underlying failure
	 */
	public WechatPayTransportException(String message, Failure failure, boolean sent, @Nullable Throwable cause) {
		super(message, null, cause);
		this.failure = failure;
		this.sent = sent;
	}

	/**
	 * Returns this exception for a call of which an earlier attempt may have taken
	 * effect, whatever became of the last one.
	 * @return an exception whose outcome is unknown
	 */
	public WechatPayTransportException afterUnknownOutcome() {
		return this.sent ? this
				: new WechatPayTransportException(
						getMessage() + "; an earlier attempt may have taken effect: look before trying again",
						this.failure, true, this);
	}

	/**
	 * Returns what went wrong.
	 * @return the failure
	 */
	public Failure getFailure() {
		return this.failure;
	}

	@Override
	public boolean isRetryable() {
		return switch (this.failure) {
			case UNKNOWN_HOST, CONNECT, POOL_EXHAUSTED, CONNECTION_LOST, TIMEOUT -> true;
			case REQUEST, TLS, ANSWER_TOO_LARGE, INTERRUPTED, PROTOCOL -> false;
			case NO_PLATFORM_KEY -> getCause() instanceof WechatPayException ex && ex.isRetryable();
		};
	}

	/**
	 * Returns whether bytes of the request may have left this host.
	 * @return {@code true} if WeChat Pay may have carried out the call
	 */
	@Override
	public boolean isOutcomeUnknown() {
		return this.sent;
	}

	/**
	 * What went wrong on the way.
	 */
	public enum Failure {

		/**
		 * The request could not be made: something on this side failed, a customizer of
		 * the HTTP client for example; the cause says what. Nothing was sent.
		 */
		REQUEST,

		/**
		 * The host name did not resolve.
		 */
		UNKNOWN_HOST,

		/**
		 * No connection could be made in time.
		 */
		CONNECT,

		/**
		 * The TLS handshake failed or the server's certificate was not accepted.
		 */
		TLS,

		/**
		 * No pooled connection became free in time.
		 */
		POOL_EXHAUSTED,

		/**
		 * The connection broke before the whole answer had arrived.
		 */
		CONNECTION_LOST,

		/**
		 * The whole answer had not arrived within the response or the call timeout.
		 */
		TIMEOUT,

		/**
		 * The answer was larger than any answer of this API.
		 */
		ANSWER_TOO_LARGE,

		/**
		 * The thread that waited for the answer was interrupted.
		 */
		INTERRUPTED,

		/**
		 * What arrived was not HTTP.
		 */
		PROTOCOL,

		/**
		 * The platform certificates that answers are verified with could not be
		 * downloaded; the cause says why. Nothing was sent.
		 */
		NO_PLATFORM_KEY

	}

}
