package io.github.wechatpaycontract.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * The threads that send, receive, sign and verify: as many as there are processors,
 * shared by all clients of this class loader, ended with the last of them.
 */
final class EventLoops {

	private static final Duration QUIET = Duration.ofMillis(100);

	private static final Duration LIMIT = Duration.ofSeconds(2);

	private static @Nullable LoopResources shared;

	private static int clients;

	private EventLoops() {
	}

	static synchronized LoopResources join() {
		LoopResources loops = shared;
		if (loops == null) {
			loops = LoopResources.create("wechatpay", Runtime.getRuntime().availableProcessors(), true);
			shared = loops;
		}
		clients++;
		return loops;
	}

	static synchronized void leave() {
		clients--;
		if (clients == 0 && shared != null) {
			shared.disposeLater(QUIET, LIMIT).subscribe();
			shared = null;
		}
	}

}
