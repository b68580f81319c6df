package io.github.wechatpaycontract.client;

import io.netty.channel.EventLoopGroup;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Event loops, and what they do besides connections.
 *
 * @param resources the loops
 * @param signing makes signatures
 * @param timer times what waits for a connection
 */
record Loops(LoopResources resources, Scheduler signing, LoopTimer timer) {

	static Loops of(LoopResources resources, boolean preferNative) {
		EventLoopGroup group = resources.onClient(preferNative);
		return new Loops(resources, Schedulers.fromExecutor(new SigningQueue(group)), new LoopTimer(group));
	}

}
