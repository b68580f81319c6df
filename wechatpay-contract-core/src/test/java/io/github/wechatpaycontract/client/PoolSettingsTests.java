package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PoolSettings}.
 */
class PoolSettingsTests {

	@ParameterizedTest
	@CsvSource({ "256, 1024, 64", "256, 1024, 6", "3, 2, 2", "1, 1, 1", "100000, 7, 7", "10, 10, 4" })
	void partsKeepTheLimitsTogether(int connections, int calls, int count) {
		PoolSettings whole = new PoolSettings(connections, calls, Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3));
		List<PoolSettings> parts = IntStream.range(0, count).mapToObj((i) -> whole.part(i, count)).toList();
		assertThat(parts).extracting(PoolSettings::maxConnections)
			.satisfies((each) -> assertThat(each.stream().mapToInt(Integer::intValue).sum()).isEqualTo(connections))
			.allSatisfy((each) -> assertThat(each).isBetween(connections / count, connections / count + 1));
		assertThat(parts).extracting(PoolSettings::maxPendingCalls)
			.satisfies((each) -> assertThat(each.stream().mapToInt(Integer::intValue).sum()).isEqualTo(calls))
			.allSatisfy((each) -> assertThat(each).isBetween(calls / count, calls / count + 1));
		assertThat(parts).extracting(PoolSettings::maxLifeTime).containsOnly(whole.maxLifeTime());
	}

	@ParameterizedTest
	@CsvSource({ "256, 1024, 32, true", "256, 1024, 33, false", "16, 16, 2, true", "15, 1024, 2, false",
			"256, 15, 2, false", "1, 1, 1, false" })
	void isDivisibleWhenEachPartHasEight(int connections, int calls, int count, boolean divisible) {
		assertThat(new PoolSettings(connections, calls, Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3))
			.isDivisible(count)).isEqualTo(divisible);
	}

}
