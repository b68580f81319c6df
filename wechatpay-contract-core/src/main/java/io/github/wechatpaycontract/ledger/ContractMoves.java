package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.ledger.ContractEvent.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves contracts as WeChat Pay says, inside a transaction that holds the contract.
 */
final class ContractMoves {

	private static final Logger logger = LoggerFactory.getLogger(ContractMoves.class);

	/** All others, known or not, say that something was signed once. */
	private static final Set<ContractState> UNSIGNED = EnumSet.of(ContractState.NOT_SIGNED, ContractState.SIGN_FAILED);

	private final QuerySchedule schedule;

	private final Consumer<ContractEvent> events;

	private final Clock clock;

	/**
	 * Creates the moves.
	 * @param schedule when WeChat Pay is asked next
	 * @param events told of every move, inside its transaction
	 * @param clock this host's clock
	 */
	ContractMoves(QuerySchedule schedule, Consumer<ContractEvent> events, Clock clock) {
		this.schedule = schedule;
		this.events = events;
		this.clock = clock;
	}

	/** As precise as databases keep it. */
	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	QuerySchedule schedule() {
		return this.schedule;
	}

	/**
	 * Returns why a finding cannot be about a contract.
	 */
	Optional<ParkReason> contradiction(LedgerTransaction transaction, ContractRecord contract, Finding finding) {
		Optional<ParkReason> contradiction = finding.contradiction(contract);
		if (contradiction.isPresent() || finding.contractId() == null || contract.contractId() != null) {
			return contradiction;
		}
		return transaction.findOutContractCode(contract.mchid(), finding.contractId())
			.filter((code) -> !code.equals(contract.outContractCode()))
			.map((code) -> ParkReason.OTHER_CONTRACT_ID);
	}

	/**
	 * Adds a finding to a contract.
	 * @return the contract as it is now
	 */
	ContractRecord add(LedgerTransaction transaction, ContractRecord contract, Finding finding, boolean confirmed) {
		Instant now = now();
		ContractRecord moved = finding.addTo(contract);
		if (confirmed && moved.state() == finding.state()) {
			moved = moved.withConfirmedAt(now);
		}
		else if (moved.state() != contract.state()) {
			moved = moved.withConfirmedAt(null);
		}
		return change(transaction, contract, moved, now);
	}

	private ContractRecord change(LedgerTransaction transaction, ContractRecord contract, ContractRecord moved,
			Instant now) {
		boolean news = moved.state() != contract.state() || !Objects.equals(moved.contractId(), contract.contractId());
		ContractRecord changed = news ? moved.withNextQueryAt(this.schedule.next(moved, now)) : moved;
		if (!changed.equals(contract)) {
			transaction.updateContract(changed);
		}
		return changed;
	}

	/**
	 * Has WeChat Pay asked about a contract soon.
	 */
	void askSoon(LedgerTransaction transaction, ContractRecord contract) {
		transaction.updateContract(contract.withNextQueryAt(this.schedule.soon(now())));
	}

	/**
	 * Remembers that a contract is about to be ended, so that WeChat Pay is asked if what
	 * becomes of that is not seen: no notification may tell.
	 * @return the contract as it is now
	 */
	ContractRecord ending(LedgerTransaction transaction, ContractRecord contract) {
		return due(transaction, contract, this.schedule.afterTermination(now()));
	}

	private static ContractRecord due(LedgerTransaction transaction, ContractRecord contract, Instant nextQueryAt) {
		if (contract.state() == LedgerState.TERMINATED) {
			return contract;
		}
		ContractRecord due = contract.withNextQueryAt(nextQueryAt);
		transaction.updateContract(due);
		return due;
	}

	/**
	 * Tells of a move, if it was one.
	 */
	void announce(ContractRecord before, ContractRecord after, Source source) {
		if (before.state() != after.state()) {
			logger.info("Contract '{}' of merchant '{}' moves from {} to {}, as a {} says", after.outContractCode(),
					after.mchid(), before.state(), after.state(), source.name().toLowerCase(Locale.ROOT));
			this.events.accept(event(after, source));
		}
	}

	private static ContractEvent event(ContractRecord contract, Source source) {
		return switch (contract.state()) {
			case SIGNED -> new ContractSigned(contract, source);
			case TERMINATED -> new ContractTerminated(contract, source);
			case EXPIRED -> new ContractExpired(contract, source);
			case PENDING -> throw new IllegalArgumentException("Nothing becomes PENDING again by itself");
		};
	}

	/**
	 * Moves a contract as the verified answer to a query says.
	 * @param answer the answer, empty when WeChat Pay has no such contract
	 * @return the contract as it is now
	 */
	ContractRecord settle(LedgerTransaction transaction, ContractRecord contract, Optional<Contract> answer,
			Fence fence) {
		Finding finding = answer.map(Finding::of).orElse(null);
		Optional<ParkReason> contradiction = (finding != null) ? contradiction(transaction, contract, finding)
				: Optional.empty();
		if (contradiction.isPresent()) {
			logger.error("The answer to a query moves nothing, since {}: {}", contradiction.get().description(),
					contract);
			return contract;
		}
		ContractRecord settled = moved(transaction, contract, answer, finding);
		fence.run(() -> announce(contract, settled, Source.QUERY));
		return settled;
	}

	private ContractRecord moved(LedgerTransaction transaction, ContractRecord contract, Optional<Contract> answer,
			@Nullable Finding finding) {
		if (finding != null && finding.state() != null) {
			return answered(transaction, add(transaction, contract, finding, true));
		}
		if (answer.isPresent() && !UNSIGNED.contains(answer.get().state())) {
			logger.warn("WeChat Pay says neither that {} is signed nor that it is not, but '{}'", contract,
					answer.get().stateText());
			return due(transaction, contract, this.schedule.underWay(contract, now()));
		}
		return answered(transaction, unsigned(transaction, contract));
	}

	private ContractRecord unsigned(LedgerTransaction transaction, ContractRecord contract) {
		Instant now = now();
		if (contract.state() == LedgerState.PENDING && !now.isBefore(contract.expiresAt().plus(QuerySchedule.MARGIN))) {
			return change(transaction, contract, contract.withState(LedgerState.EXPIRED).withConfirmedAt(now), now);
		}
		if (contract.isSigned()) {
			logger.error("WeChat Pay knows no signature of {}, which was signed; it stays so", contract);
		}
		return contract;
	}

	/**
	 * What was due in case no answer came is not due any more, and what nobody was going
	 * to ask about may have to be.
	 */
	private ContractRecord answered(LedgerTransaction transaction, ContractRecord contract) {
		Instant next = this.schedule.next(contract, now());
		boolean stays = !contract.isSigned() && (contract.nextQueryAt() == null) == (next == null);
		ContractRecord answered = stays ? contract : contract.withNextQueryAt(next);
		if (!answered.equals(contract)) {
			transaction.updateContract(answered);
		}
		return answered;
	}

}
