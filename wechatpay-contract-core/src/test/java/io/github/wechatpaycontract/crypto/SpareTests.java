package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Spare}.
 */
class SpareTests {

	private final Spare<Object> spare = new Spare<>(Object::new);

	@Test
	void takeWhenOneWasPutBackReturnsIt() throws GeneralSecurityException {
		Object first = this.spare.take();
		this.spare.putBack(first);
		assertThat(this.spare.take()).isSameAs(first);
	}

	@Test
	void takeWhenNoneIsThereMakesOne() throws GeneralSecurityException {
		Object first = this.spare.take();
		this.spare.putBack(first);
		this.spare.take();
		assertThat(this.spare.take()).isNotSameAs(first);
	}

	@Test
	void takeNeverGivesOneObjectToTwo() throws Exception {
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
				Object object = this.spare.take();
				if (!taken.add(object)) {
					return false;
				}
				taken.remove(object);
				this.spare.putBack(object);
			}
			return true;
		};
	}

}
