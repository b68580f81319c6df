package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.ApiAnswer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a call ended.
 *
 * @param error what it failed with, {@code null} if it did not fail
 * @param took how long it took
 */
record Outcome(@Nullable Throwable error, Duration took) {

	static Outcome of(Callable<ApiAnswer> call) {
		long start = System.nanoTime();
		Throwable error = null;
		try {
			call.call();
		}
		catch (CompletionException ex) {
			error = ex.getCause();
		}
		catch (Exception ex) {
			error = ex;
		}
		return new Outcome(error, Duration.ofNanos(System.nanoTime() - start));
	}

	boolean isSuccess() {
		return this.error == null;
	}

	WechatPayTransportException transport() {
		assertThat(this.error).isInstanceOf(WechatPayTransportException.class);
		return (WechatPayTransportException) this.error;
	}

	@Override
	public String toString() {
		if (this.error instanceof WechatPayTransportException ex) {
			return "%s%s after %d ms: %s".formatted(ex.getFailure(), ex.isOutcomeUnknown() ? ", maybe carried out" : "",
					this.took.toMillis(), ex.getCause());
		}
		return "%s after %d ms".formatted((this.error != null) ? this.error : "success", this.took.toMillis());
	}

}
