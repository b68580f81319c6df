package io.github.wechatpaycontract.simulator.assertj;

import java.util.List;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.SessionState;
import io.github.wechatpaycontract.simulator.SimulatedSession;
import io.github.wechatpaycontract.simulator.SimulatedTermination;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about one contract as the simulator knows it, and about the attempts to
 * notify the merchant of it so far.
 */
public final class ContractAssert extends AbstractAssert<ContractAssert, SimulatedSession> {

	private final List<Delivery> deliveries;

	ContractAssert(SimulatedSession session, List<Delivery> deliveries) {
		super(session, ContractAssert.class);
		SimulatedTermination termination = session.termination();
		this.deliveries = deliveries.stream()
			.filter((delivery) -> delivery.notificationId().equals(session.notificationId())
					|| (termination != null && delivery.notificationId().equals(termination.notificationId())))
			.toList();
	}

	/**
	 * It is in a state.
	 * @param state the state
	 * @return this
	 */
	public ContractAssert hasState(SessionState state) {
		if (this.actual.state() != state) {
			throw failure("%s", "Expecting contract '%s' to be %s but it is %s".formatted(this.actual.outContractCode(),
					state, this.actual.state()));
		}
		return this;
	}

	/**
	 * The payer may still sign.
	 * @return this
	 */
	public ContractAssert isOpen() {
		return hasState(SessionState.OPEN);
	}

	/**
	 * The payer signed.
	 * @return this
	 */
	public ContractAssert isSigned() {
		return hasState(SessionState.SIGNED);
	}

	/**
	 * It was ended, by either side.
	 * @return this
	 */
	public ContractAssert isTerminated() {
		return hasState(SessionState.TERMINATED);
	}

	/**
	 * Its session went by without a signature.
	 * @return this
	 */
	public ContractAssert isExpired() {
		return hasState(SessionState.EXPIRED);
	}

	/**
	 * The merchant acknowledged a notification about it.
	 * @return this
	 */
	public ContractAssert acknowledgedNotification() {
		if (this.deliveries.stream().noneMatch(Delivery::isAcknowledged)) {
			throw failed("to have been acknowledged");
		}
		return this;
	}

	/**
	 * The merchant refused a notification about it.
	 * @param status what it answered
	 * @return this
	 */
	public ContractAssert refusedNotification(int status) {
		if (this.deliveries.stream()
			.noneMatch((delivery) -> !delivery.isAcknowledged() && Integer.valueOf(status).equals(delivery.status()))) {
			throw failed("to have been refused with " + status);
		}
		return this;
	}

	/**
	 * Nothing about it has been sent.
	 * @return this
	 */
	public ContractAssert wasNotNotified() {
		return wasNotified(0);
	}

	/**
	 * Something about it has been sent a number of times, re-sends included.
	 * @param attempts how often
	 * @return this
	 */
	public ContractAssert wasNotified(int attempts) {
		if (this.deliveries.size() != attempts) {
			throw failed("to have been sent %d times".formatted(attempts));
		}
		return this;
	}

	private AssertionError failed(String expectation) {
		String attempts = this.deliveries.isEmpty() ? "nothing was sent" : this.deliveries.stream()
			.map(ContractAssert::describe)
			.collect(Collectors.joining(System.lineSeparator() + "  ", "these were the attempts:%n  ".formatted(), ""));
		return failure("%s", "Expecting the notification of contract '%s' %s but %s"
			.formatted(this.actual.outContractCode(), expectation, attempts));
	}

	private static String describe(Delivery delivery) {
		String fault = delivery.fault().equals("none") ? "" : ", fault " + delivery.fault();
		return "attempt %d to %s%s: %s".formatted(delivery.attempt(), delivery.target(), fault,
				(delivery.status() != null) ? delivery.status() : delivery.failure());
	}

}
