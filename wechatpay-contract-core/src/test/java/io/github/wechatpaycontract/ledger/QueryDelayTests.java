package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QueryDelay}.
 */
class QueryDelayTests {

	private static final Duration A_MINUTE = Duration.ofMinutes(1);

	private final LogCapture log = LogCapture.start(Level.WARN);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - A_MINUTE.toNanos());

	private final QueryDelay delay = new QueryDelay(Duration.ofSeconds(30), this.nanos::get);

	private ContractRecord contract;

	@BeforeEach
	void open() {
		try (LedgerFixture fixture = new LedgerFixture()) {
			this.contract = fixture.pending("code1");
		}
	}

	@AfterEach
	void close() {
		this.log.stop();
	}

	/** A minute passes, and this much is found to be late. */
	private void noteAfterAMinute(Duration late) {
		this.nanos.addAndGet(A_MINUTE.toNanos());
		this.delay.note(List.of(this.contract.withNextQueryAt(TestPlatform.NOW.minus(late))), TestPlatform.NOW);
		assertThat(this.delay.current()).isEqualTo(late);
	}

	@Test
	void noteWhenItStaysLateWarnsAfterSixMinutesAndEveryTenMinutes() {
		for (int minute = 0; minute < 6; minute++) {
			noteAfterAMinute(Duration.ofMinutes(7));
		}
		assertThat(this.log.messages(Level.WARN)).isEmpty();
		for (int minute = 0; minute < 10; minute++) {
			noteAfterAMinute(Duration.ofMinutes(8));
		}
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.satisfies((line) -> assertThat(line).contains("8 minutes late")
				.contains("wechatpay.ledger.reconciliation.queries-per-second"));
		noteAfterAMinute(Duration.ofMinutes(9));
		assertThat(this.log.messages(Level.WARN)).hasSize(2);
	}

	@Test
	void noteWhenItIsLateForAWhileWarnsOfNothing() {
		for (int pause = 0; pause < 5; pause++) {
			for (int minute = 0; minute < 5; minute++) {
				noteAfterAMinute(Duration.ofHours(9));
			}
			noteAfterAMinute(Duration.ofMinutes(6));
			this.delay.note(List.of(), TestPlatform.NOW);
			assertThat(this.delay.current()).isZero();
		}
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

}
