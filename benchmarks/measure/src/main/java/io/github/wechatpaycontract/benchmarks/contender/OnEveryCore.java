package io.github.wechatpaycontract.benchmarks.contender;

import io.github.wechatpaycontract.benchmarks.load.Callers;
import io.github.wechatpaycontract.benchmarks.load.Tally;

/**
 * As many callers as there are cores, whatever the load: for what only computes.
 *
 * @param callers the callers
 */
public record OnEveryCore(Callers callers) implements Callers {

	@Override
	public void start(int count, Tally tally) {
		this.callers.start(Runtime.getRuntime().availableProcessors(), tally);
	}

	@Override
	public void stop() throws InterruptedException {
		this.callers.stop();
	}

}
