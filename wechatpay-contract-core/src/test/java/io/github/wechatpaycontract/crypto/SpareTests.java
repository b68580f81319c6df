package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Spare}.
 */
class SpareTests {

	private final Spare<Object> spare = new Spare<>(Object::new);

	@Test
	void useWhenOneIsThereUsesItAgain() throws GeneralSecurityException {
		Object first = this.spare.use((object) -> object);
		assertThat(this.spare.<Object>use((object) -> object)).isSameAs(first);
	}

	@Test
	void useWhenTheOneIsInUseMakesAnother() throws GeneralSecurityException {
		this.spare.use((first) -> this.spare.use((second) -> assertThat(second).isNotSameAs(first)));
	}

	@Test
	void useAfterAFailureMakesAnother() {
		Queue<Object> failed = new ArrayDeque<>();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> this.spare.use((object) -> {
				assertThat(failed).doesNotContain(object);
				failed.add(object);
				throw new GeneralSecurityException();
			}));
		}
		assertThat(failed).hasSize(2);
	}

	@Test
	void useNeverGivesOneObjectToTwo() throws Exception {
		Set<Object> taken = ConcurrentHashMap.newKeySet();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (Future<Boolean> alone : threads
				.invokeAll(IntStream.range(0, 8).mapToObj((thread) -> alone(taken)).toList())) {
				assertThat(alone.get()).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Callable<Boolean> alone(Set<Object> taken) {
		return () -> {
			for (int i = 0; i < 100_000; i++) {
				if (!this.spare.use((object) -> taken.add(object) && taken.remove(object))) {
					return false;
				}
			}
			return true;
		};
	}

}
