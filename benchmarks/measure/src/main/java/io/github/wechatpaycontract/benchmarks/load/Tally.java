package io.github.wechatpaycontract.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What the callers saw: answers with their times, and failures.
 */
public final class Tally {

	private static final int DIGITS = 3;

	private static final Duration LONGEST = Duration.ofMinutes(2);

	/**
	 * As large as it ever gets, since what it allocates would be taken for the client's.
	 */
	private final Recorder recorder = new Recorder(LONGEST.toNanos(), DIGITS);

	private final LongAdder answered = new LongAdder();

	private final LongAdder failed = new LongAdder();

	void answered(long nanos) {
		this.recorder.recordValue(Math.min(nanos, LONGEST.toNanos()));
		this.answered.increment();
	}

	void failed(Throwable ex) {
		if (this.failed.sum() == 0) {
			ex.printStackTrace();
		}
		this.failed.increment();
	}

	long answeredCalls() {
		return this.answered.sum();
	}

	long failedCalls() {
		return this.failed.sum();
	}

	/**
	 * Returns the times since the last time this was asked.
	 * @return the times in nanoseconds
	 */
	Histogram times() {
		return this.recorder.getIntervalHistogram();
	}

}
