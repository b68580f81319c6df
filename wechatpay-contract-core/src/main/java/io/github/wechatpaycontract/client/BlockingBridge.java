package io.github.wechatpaycontract.client;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for a call or for other work, but never on a thread that must not wait.
 */
public final class BlockingBridge {

	private BlockingBridge() {
	}

	/**
	 * Waits for a call.
	 * @param <T> the result type
	 * @param call the call, subscribed only if this thread may block
	 * @param instead the reactive type to use on this thread
	 * @return the result
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayTransportException if the thread was interrupted; the call is
	 * given up. Its outcome is called unknown, as it is not seen here whether it only
	 * reads
	 */
	public static <T> T await(Supplier<Mono<T>> call, Class<?> instead) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("Blocking call on non-blocking thread '%s'; nothing was sent. Use %s here"
				.formatted(Thread.currentThread().getName(), instead.getSimpleName()));
		}
		try {
			return Objects.requireNonNull(call.get().block(), "a WeChat Pay call always has a result");
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof InterruptedException) {
				throw new WechatPayTransportException(
						"The thread was interrupted while it waited, and the work was given up;"
								+ " what was to change something may have done so: look before trying again",
						Failure.INTERRUPTED, true, ex);
			}
			throw ex;
		}
	}

}
