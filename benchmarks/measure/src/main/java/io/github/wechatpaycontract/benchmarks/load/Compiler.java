package io.github.wechatpaycontract.benchmarks.load;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * The just-in-time compiler of this process.
 */
final class Compiler {

	private static final long IDLE_MILLIS = 200;

	private final CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();

	private long told;

	/**
	 * Waits until nothing is left to compile.
	 * @return how many milliseconds were spent compiling since the last time
	 * @throws InterruptedException if nobody waits any more
	 */
	long await() throws InterruptedException {
		long before = -1;
		long spent = this.compilation.getTotalCompilationTime();
		while (spent != before) {
			Thread.sleep(IDLE_MILLIS);
			before = spent;
			spent = this.compilation.getTotalCompilationTime();
		}
		long since = spent - this.told;
		this.told = spent;
		return since;
	}

}
