package io.github.wechatpaycontract.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * The threads that send, receive, sign and verify: as many as there are processors,
 * started by the first client that joins and ended by the last that leaves.
 */
final class EventLoops {

	/** Those of all clients of this class loader. */
	static final EventLoops SHARED = new EventLoops();

	private static final Duration QUIET = Duration.ofMillis(100);

	private static final Duration LIMIT = Duration.ofSeconds(2);

	private @Nullable Loops loops;

	private int clients;

	/**
	 * A connection goes to the next loop in turn, not to the one that opens it: the
	 * busiest opens most, and would be the only one that works.
	 */
	synchronized Loops join() {
		Loops running = this.loops;
		if (running == null) {
			running = Loops.of(LoopResources.create("wechatpay", LoopResources.DEFAULT_IO_SELECT_COUNT,
					Runtime.getRuntime().availableProcessors(), true, false), LoopResources.DEFAULT_NATIVE);
			this.loops = running;
		}
		this.clients++;
		return running;
	}

	synchronized void leave() {
		this.clients--;
		if (this.clients == 0 && this.loops != null) {
			this.loops.resources().disposeLater(QUIET, LIMIT).subscribe();
			this.loops = null;
		}
	}

}
