package io.github.wechatpaycontract.benchmarks.contender;

import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Work done by other threads, as many as there are cores, for callers who are called back
 * by them or wait: nothing but that work, and what waiting for it costs.
 */
public final class HandOver {

	private final Mono<Void> work;

	public HandOver(RsaFloor floor) {
		this.work = Mono.<Void>fromRunnable(floor::call)
			.subscribeOn(Schedulers.newParallel("work", Runtime.getRuntime().availableProcessors(), true));
	}

	public ReactiveCaller reactive() {
		return () -> this.work;
	}

	public BlockingCaller blocking() {
		return this.work::block;
	}

}
