package io.github.wechatpaycontract.benchmarks.signing;

/**
 * Where a signature is made, and where an answer is verified.
 */
public enum SigningPlace {

	/** Both on the thread that calls: before it subscribes, and after it waited. */
	CALLER,

	/** Both on the parallel scheduler, signed before a connection is asked for. */
	SCHEDULER,

	/** Signed on the parallel scheduler before that, verified on the event loop. */
	SPLIT,

	/** Both on the parallel scheduler, signed when the connection is there. */
	HOP,

	/** Both on the event loop, signed when the connection is there. */
	LOOP

}
