package io.github.wechatpaycontract.benchmarks.contender;

import java.util.concurrent.Executors;

import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The cryptography of a call, made for callers by as many threads as there are cores, in
 * the order in which they ask for it: nothing else, and nobody is called.
 */
public final class HandOver {

	private final Mono<Void> work;

	public HandOver(RsaFloor floor) {
		this.work = Mono.<Void>fromRunnable(floor::call)
			.subscribeOn(Schedulers
				.fromExecutorService(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())));
	}

	public ReactiveCaller reactive() {
		return () -> this.work;
	}

	public BlockingCaller blocking() {
		return this.work::block;
	}

}
