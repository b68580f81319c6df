package io.github.wechatpaycontract.faults;

import java.util.Arrays;

/**
 * One thing that is to happen at the far end of a {@link Flow}.
 *
 * @param kind what happens
 * @param bytes what is sent, empty for all but {@link Kind#SEND}
 * @param arrived when it came in, by {@link System#nanoTime()}
 * @param pause how long to wait before it, in nanoseconds
 */
record Step(Kind kind, byte[] bytes, long arrived, long pause) {

	static Step of(Kind kind) {
		return new Step(kind, new byte[0], System.nanoTime(), 0);
	}

	static Step send(byte[] bytes) {
		return new Step(Kind.SEND, bytes, System.nanoTime(), 0);
	}

	int size() {
		return this.bytes.length;
	}

	Step pausing(long pause) {
		return new Step(this.kind, this.bytes, this.arrived, pause);
	}

	/** A part of the bytes; only the first waits as long as the whole. */
	Step part(int from, int to) {
		return new Step(this.kind, Arrays.copyOfRange(this.bytes, from, to), this.arrived,
				(from == 0) ? this.pause : 0);
	}

	/**
	 * What happens.
	 */
	enum Kind {

		/** Bytes go on. */
		SEND,

		/** The sender has said its last byte. */
		END,

		/** Both connections are closed. */
		CLOSE,

		/** Both connections are reset. */
		RESET,

		/** The proxy is gone, with all its connections. */
		DOWN

	}

}
