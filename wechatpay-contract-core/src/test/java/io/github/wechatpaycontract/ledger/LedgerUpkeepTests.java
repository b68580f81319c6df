package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerUpkeep}.
 */
class LedgerUpkeepTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private final LedgerExecutor executor = new LedgerExecutor(this.waiting::add);

	private final LedgerUpkeep upkeep = new LedgerUpkeep(null, new LedgerRetention(new MemoryLedgerStore(10),
			this.executor, UpkeepSettings.SHORTEST_RETENTION, Clock.systemUTC()), this.waiting::add);

	@AfterEach
	void close() {
		this.upkeep.close();
		VirtualTimeScheduler.reset();
	}

	@Test
	void startDoesNothingOnTheThreadThatStarts() {
		this.upkeep.start();
		assertThat(tidiesUp()).isFalse();
		begin();
		assertThat(tidiesUp()).isTrue();
	}

	@Test
	void closeBeforeItBeganPreventsIt() {
		this.upkeep.start();
		this.upkeep.close();
		begin();
		assertThat(tidiesUp()).isFalse();
	}

	@Test
	void startAfterCloseStartsOnce() {
		this.upkeep.start();
		this.upkeep.close();
		this.upkeep.start();
		begin();
		assertThat(tidiesUp()).isTrue();
		assertThat(this.waiting).hasSize(1);
	}

	private void begin() {
		while (!this.waiting.isEmpty()) {
			this.waiting.remove().run();
		}
	}

	private boolean tidiesUp() {
		int before = this.waiting.size();
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		return this.waiting.size() > before;
	}

}
