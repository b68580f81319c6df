package io.github.wechatpaycontract.benchmarks.load;

import java.time.Duration;

/**
 * Lets callers work in spells, until one of them leaves the compiler next to nothing to
 * do. Between two spells it has the cores for itself.
 */
public final class WarmUp {

	private static final Duration SPELL = Duration.ofSeconds(1);

	private static final long COMPILED_MILLIS = 50;

	private final Compiler compiler = new Compiler();

	private final long spells;

	/**
	 * Creates a warm-up.
	 * @param limit how long callers work at most
	 */
	public WarmUp(Duration limit) {
		this.spells = limit.dividedBy(SPELL);
	}

	/**
	 * Warms callers up.
	 * @param callers the callers
	 * @param count how many
	 * @throws InterruptedException if nobody waits any more
	 */
	public void run(Callers callers, int count) throws InterruptedException {
		this.compiler.await();
		long compiling = Long.MAX_VALUE;
		for (int i = 0; i < this.spells && compiling > COMPILED_MILLIS; i++) {
			callers.start(count, new Tally());
			Thread.sleep(SPELL.toMillis());
			callers.stop();
			compiling = this.compiler.await();
		}
	}

}
