package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;

/**
 * The clock that a simulator lives by: sessions, contracts, certificates, and the times
 * at which notifications are sent and sent again. It runs on its own and can be moved
 * forward:
 *
 * <pre>
 * simulator.clock().advance(Duration.ofHours(2)).join();
 * </pre>
 *
 * The times of signatures stay with the clients' clock, see
 * {@link WechatPaySimulatorBuilder#clientsShareClock}. A reset of the simulator takes all
 * moves back.
 */
public final class SimulatorClock extends Clock {

	private final Agenda agenda;

	private final ZoneId zone;

	SimulatorClock(Agenda agenda, ZoneId zone) {
		this.agenda = agenda;
		this.zone = zone;
	}

	/**
	 * Moves the clock forward. What falls due on the way is sent in order, each at its
	 * time: the clock stands there until the merchant has answered, so that a refusal on
	 * the way leads to the next re-send on the way. So do not wait for it where the
	 * merchant's answer waits for you, nor in what you have chained to another future of
	 * the simulator.
	 * @param duration how far; zero to send what a clock of your own has made due
	 * @return completes when the clock has arrived and all that fell due has been sent
	 * and answered; until then the clock is still on its way
	 * @throws IllegalArgumentException if the duration is negative, or all moves together
	 * are longer than a hundred years
	 */
	public CompletableFuture<Void> advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The clock only moves forward, not by " + duration);
		}
		return this.agenda.advance(duration);
	}

	/**
	 * How far the clock is ahead of the one it is built on.
	 * @return the sum of all moves since the start or the last reset
	 */
	public Duration moved() {
		return this.agenda.moved();
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new SimulatorClock(this.agenda, zone);
	}

	@Override
	public Instant instant() {
		return this.agenda.now();
	}

}
