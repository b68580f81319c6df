package io.github.wechatpaycontract.benchmarks.load;

import reactor.core.publisher.Mono;

/**
 * Makes a call without waiting.
 */
@FunctionalInterface
public interface ReactiveCaller {

	/**
	 * Describes the call.
	 * @return what sends when subscribed to
	 */
	Mono<?> call();

}
