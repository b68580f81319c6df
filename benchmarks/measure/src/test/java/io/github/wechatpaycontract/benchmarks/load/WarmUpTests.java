package io.github.wechatpaycontract.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpTests {

	@Test
	void runEndsWhenTheCompilerHasNothingLeftToDo() throws InterruptedException {
		AtomicInteger spells = new AtomicInteger();
		new WarmUp(Duration.ofSeconds(20)).run(new Callers() {

			@Override
			public void start(int count, Tally tally) {
				spells.incrementAndGet();
			}

			@Override
			public void stop() {
			}

		}, 1);
		assertThat(spells).hasValueBetween(1, 5);
	}

}
