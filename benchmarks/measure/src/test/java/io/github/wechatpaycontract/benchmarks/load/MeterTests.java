package io.github.wechatpaycontract.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MeterTests {

	private static final int SIZE = 100_000;

	private final AtomicReference<byte[]> sink = new AtomicReference<>(new byte[0]);

	@Test
	void measureCountsWhatCallersAllocate() throws InterruptedException {
		ThreadCallers callers = ThreadCallers.platform(() -> {
			this.sink.set(new byte[SIZE]);
			Thread.sleep(1);
		});
		Figures figures = new Meter().measure(callers, 4, Duration.ofMillis(100), Duration.ofMillis(500));
		assertThat(figures.get(Figures.ALLOCATED_BYTES)).isCloseTo(SIZE, within(0.1 * SIZE));
		assertThat(figures.get(Figures.FAILED)).isZero();
		assertThat(figures.get(Figures.P50_MILLIS)).isGreaterThanOrEqualTo(1);
	}

	@Test
	void figuresWhenWrittenAndReadAreTheSame() {
		Figures figures = new Figures(java.util.Map.of(Figures.THROUGHPUT, 12.5, Figures.P99_MILLIS, Double.NaN));
		assertThat(Figures.parse(figures.line())).isEqualTo(figures);
	}

}
