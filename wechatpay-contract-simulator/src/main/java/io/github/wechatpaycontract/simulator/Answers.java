package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Script of the answers to come: faults for the next requests, one each and in order, and
 * after those a lasting share of faults.
 */
public final class Answers {

	private final FaultScript<AnswerFault> faults = new FaultScript<>();

	private Sinks.Empty<Void> gate = Sinks.empty();

	Answers() {
	}

	/**
	 * Spoils the answers of the next requests.
	 * @param faults one for each request, in order; added behind those already waiting
	 */
	public void next(AnswerFault... faults) {
		this.faults.next(List.of(faults));
	}

	/**
	 * Spoils the answers of the next requests for one operation and spares all others,
	 * such as those that a reconciliation in the background sends.
	 * @param operation {@code mini-program}, {@code pay-redirect}, {@code query},
	 * {@code terminate}, {@code order-with-contract}, {@code order}, {@code certificates}
	 * or {@code echo}
	 * @param faults one for each request, in order; added behind those already waiting
	 * @throws IllegalArgumentException if there is no operation of that name
	 */
	public void next(String operation, AnswerFault... faults) {
		if (!Operations.names().contains(operation)) {
			throw new IllegalArgumentException(
					"No operation has the name '%s'; there are %s".formatted(operation, Operations.names()));
		}
		this.faults.next(Stream.of(faults).map((fault) -> fault.onlyFor(operation)).toList());
	}

	/**
	 * Spoils a share of all answers for which {@link #next next} has nothing, spread
	 * evenly: with 0.5 every second one.
	 * @param fault the fault
	 * @param share from 0 to 1
	 * @throws IllegalArgumentException if the share is less than 0 or more than 1
	 */
	public void share(AnswerFault fault, double share) {
		this.faults.share(fault, share);
	}

	/**
	 * Spoils every answer for which {@link #next next} has nothing.
	 * @param fault the fault
	 */
	public void always(AnswerFault fault) {
		share(fault, 1);
	}

	/**
	 * Lets go of all answers held now; they are sent as the service made them.
	 */
	public void release() {
		Sinks.Empty<Void> held;
		synchronized (this) {
			held = this.gate;
			this.gate = Sinks.empty();
		}
		held.tryEmitEmpty();
	}

	/**
	 * Forgets all faults and releases held answers.
	 */
	public void clear() {
		this.faults.clear();
		release();
	}

	FaultScript<AnswerFault> faults() {
		return this.faults;
	}

	synchronized Mono<Void> gate() {
		return this.gate.asMono();
	}

}
