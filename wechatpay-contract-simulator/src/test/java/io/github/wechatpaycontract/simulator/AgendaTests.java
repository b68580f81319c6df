package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThatNoException;

class AgendaTests {

	private final Scheduler scheduler = Schedulers.newParallel("agenda", 1, true);

	private final Agenda agenda = new Agenda(Clock.systemUTC(), this.scheduler);

	/**
	 * A scheduler with a timer does not end gracefully before it has fired.
	 */
	private void assertThatNoTimerIsSet() {
		assertThatNoException().isThrownBy(() -> this.scheduler.disposeGracefully().block(Duration.ofSeconds(10)));
	}

	private Disposable waitAnHour() {
		return this.agenda.at(this.agenda.now().plus(Duration.ofHours(1)), Mono.just("done")).subscribe();
	}

	@Test
	void timerIsDroppedWhenWhatWaitedIsCalledOff() {
		Disposable first = waitAnHour();
		Disposable second = waitAnHour();
		first.dispose();
		second.dispose();
		assertThatNoTimerIsSet();
	}

	@Test
	void timerIsDroppedWhenTheClockWasMovedToWhatWaited() {
		waitAnHour();
		this.agenda.advance(Duration.ofHours(2)).join();
		assertThatNoTimerIsSet();
	}

}
