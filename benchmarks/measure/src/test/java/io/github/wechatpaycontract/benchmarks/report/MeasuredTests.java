package io.github.wechatpaycontract.benchmarks.report;

import java.util.List;
import java.util.Map;

import io.github.wechatpaycontract.benchmarks.load.Figures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasuredTests {

	private final Measured measured = new Measured();

	@Test
	void medianOfOddRoundsIsTheMiddleOne() {
		add("sdk", 3, 100, 2);
		assertThat(this.measured.median("sdk", "16x0", Figures.THROUGHPUT)).hasValue(3);
	}

	@Test
	void medianOfEvenRoundsIsBetweenTheMiddleOnes() {
		add("sdk", 4, 1, 2, 100);
		assertThat(this.measured.median("sdk", "16x0", Figures.THROUGHPUT)).hasValue(3);
	}

	@Test
	void ratioIsOfMedians() {
		add("sdk", 1, 2, 9);
		add("ours", 8, 6, 7);
		assertThat(this.measured.ratio("ours", "sdk", "16x0", Figures.THROUGHPUT)).hasValue(3.5);
	}

	@Test
	void limitWhenNothingWasMeasuredIsNotHeld() {
		assertThat(new Limits(this.measured, List.of()).all())
			.allSatisfy((limit) -> assertThat(limit.verdict()).isEqualTo(Limit.Verdict.NOT_MEASURED));
	}

	@Test
	void limitWhenValueIsBeyondIsMissed() {
		add("ours-reactive-corretto", "256x50", 19);
		add("sdk", "256x50", 10);
		assertThat(new Limits(this.measured, List.of()).all())
			.filteredOn((limit) -> limit.what().contains("as documented: throughput, Corretto"))
			.singleElement()
			.satisfies((limit) -> {
				assertThat(limit.measured()).isEqualTo("1.90 x");
				assertThat(limit.verdict()).isEqualTo(Limit.Verdict.MISSED);
			});
	}

	private void add(String contender, double... throughputs) {
		for (double throughput : throughputs) {
			this.measured.add(contender, "16x0", new Figures(Map.of(Figures.THROUGHPUT, throughput)));
		}
	}

	private void add(String contender, String load, double throughput) {
		this.measured.add(contender, load, new Figures(Map.of(Figures.THROUGHPUT, throughput, Figures.P99_MILLIS, 1.0,
				Figures.ALLOCATED_BYTES, 1.0, Figures.CPU_MICROS, 1.0, Figures.THREADS, 1.0)));
	}

}
