package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;

/**
 * Turns what the network throws into the declared exception.
 */
final class TransportFailures {

	private TransportFailures() {
	}

	/**
	 * Maps what an attempt failed with.
	 * @param ex what it failed with
	 * @param request the request
	 * @param sent whether it was sent, which tells what failed
	 * @param unknownBefore whether an earlier attempt may have taken effect
	 */
	static Throwable map(Throwable ex, ApiRequest request, boolean sent, boolean unknownBefore) {
		if (ex instanceof WechatPayException || ex instanceof Error) {
			return ex;
		}
		Failure failure = failure(ex, sent);
		boolean unknown = sent || unknownBefore;
		String message = "%s %s: %s; %s".formatted(request.method(), request.name(), describe(failure),
				unknown ? advice(request) : "nothing was sent");
		return new WechatPayTransportException(message, failure, unknown, ex);
	}

	private static String advice(ApiRequest request) {
		return request.method().equals("GET") ? "a query has no effect and may be repeated"
				: "the call may have taken effect: look before trying again";
	}

	/** What is told most exactly may lie under what wraps it. */
	private static Failure failure(Throwable ex, boolean sent) {
		Failure general = null;
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			Failure failure = known(cause);
			if (failure != null) {
				return failure;
			}
			if (cause instanceof IOException || cause instanceof PrematureChannelClosureException
					|| cause instanceof AbortedException) {
				general = sent ? Failure.CONNECTION_LOST : Failure.CONNECT;
			}
		}
		if (general != null) {
			return general;
		}
		return sent ? Failure.PROTOCOL : Failure.REQUEST;
	}

	private static @Nullable Failure known(Throwable ex) {
		if (ex instanceof AnswerBody.TooLargeException) {
			return Failure.ANSWER_TOO_LARGE;
		}
		if (ex instanceof UnknownHostException) {
			return Failure.UNKNOWN_HOST;
		}
		if (ex instanceof ConnectException || ex instanceof NoRouteToHostException
				|| ex instanceof SslHandshakeTimeoutException) {
			return Failure.CONNECT;
		}
		if (ex instanceof SSLHandshakeException || ex instanceof SSLPeerUnverifiedException
				|| ex instanceof CertificateException || ex instanceof NotSslRecordException) {
			return Failure.TLS;
		}
		if (isPool(ex)) {
			return Failure.POOL_EXHAUSTED;
		}
		return (ex instanceof ReadTimeoutException || ex instanceof TimeoutException) ? Failure.TIMEOUT : null;
	}

	/** Reactor Netty shades the pool, so its exceptions have no stable package. */
	private static boolean isPool(Throwable ex) {
		return ex.getClass().getSimpleName().startsWith("PoolAcquire");
	}

	private static String describe(Failure failure) {
		return switch (failure) {
			case REQUEST -> "the request could not be made";
			case UNKNOWN_HOST -> "the host name does not resolve";
			case CONNECT -> "no connection could be made";
			case TLS -> "the TLS connection failed";
			case POOL_EXHAUSTED -> "no connection became free";
			case CONNECTION_LOST -> "the connection broke before the answer was complete";
			case TIMEOUT -> "no complete answer in time";
			case ANSWER_TOO_LARGE -> "the answer is too large";
			case INTERRUPTED -> "the waiting thread was interrupted";
			case PROTOCOL -> "the answer is not understood";
			case NO_PLATFORM_KEY -> "there is no key to verify an answer with";
		};
	}

}
