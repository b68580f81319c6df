package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Optional;

import io.github.wechatpaycontract.ledger.ContractEvent.Source;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a notification take effect inside one transaction, once: the record says so, the
 * contract moves, the application is told. Or it is parked, and the record says why. The
 * record comes first, so that a store finds out about another one before the application
 * does anything.
 */
final class NotificationEffects {

	private static final Logger logger = LoggerFactory.getLogger(NotificationEffects.class);

	private final boolean durable;

	private final ContractMoves moves;

	private final UnknownContract unknownContract;

	private final NotificationHandlers handlers;

	NotificationEffects(boolean durable, ContractMoves moves, UnknownContract unknownContract,
			NotificationHandlers handlers) {
		this.durable = durable;
		this.moves = moves;
		this.unknownContract = unknownContract;
		this.handlers = handlers;
	}

	NotificationAnswer apply(LedgerTransaction transaction, Arrival arrival) {
		ContractNotification notification = arrival.notification();
		String code = notification.resource().outContractCode();
		Optional<ContractRecord> contract = (code != null) ? transaction.lockContract(notification.mchid(), code)
				: Optional.empty();
		Optional<NotificationRecord> known = transaction.findNotification(notification.mchid(), notification.id());
		if (known.isPresent() && !isToBeTried(known.get(), arrival)) {
			return repeated(transaction, known.get(), arrival);
		}
		InboxEntry entry = InboxEntry.of(transaction, known, arrival, this.moves.now());
		NotificationAnswer answer = apply(entry, contract, arrival);
		arrival.fence().close();
		return answer;
	}

	private static boolean isToBeTried(NotificationRecord known, Arrival arrival) {
		return known.says(arrival.notification())
				&& (known.state() == State.FAILED || (known.state() == State.PARKED && arrival.replayed()));
	}

	private NotificationAnswer repeated(LedgerTransaction transaction, NotificationRecord known, Arrival arrival) {
		if (!known.says(arrival.notification())) {
			NotificationRecord aside = InboxEntry.first(arrival, this.moves.now()).parkedAside();
			if (transaction.findNotification(aside.mchid(), aside.id()).isEmpty()) {
				transaction.insertNotification(aside);
				alarm(arrival, ParkReason.CHANGED_CONTENT);
			}
			return parkedAnswer();
		}
		return answer(known);
	}

	/**
	 * Returns what one that comes again is answered.
	 */
	NotificationAnswer answer(NotificationRecord known) {
		return (known.state() == State.DONE) ? NotificationAnswer.ACKNOWLEDGED : parkedAnswer();
	}

	/**
	 * Returns what one that is parked is answered: nobody must forget it.
	 */
	NotificationAnswer parkedAnswer() {
		return this.durable ? NotificationAnswer.ACKNOWLEDGED : NotificationAnswer.FAILED;
	}

	private NotificationAnswer apply(InboxEntry entry, Optional<ContractRecord> contract, Arrival arrival) {
		ContractNotification notification = arrival.notification();
		if (notification.doubt().isPresent()) {
			return park(entry, contract, arrival, ParkReason.valueOf(notification.doubt().get().name()));
		}
		if (notification.kind() == NotificationKind.OTHER) {
			entry.done(null, this.moves.now());
			contract.filter((known) -> known.state() != LedgerState.TERMINATED)
				.ifPresent((known) -> this.moves.askSoon(entry.transaction(), known));
			arrival.fence().run(() -> this.handlers.handle(notification).block());
			return NotificationAnswer.ACKNOWLEDGED;
		}
		Finding finding = Finding.of(notification);
		Optional<ContractRecord> moving = contract.or(() -> this.unknownContract.of(notification));
		if (moving.isEmpty()) {
			return unknown(entry, arrival);
		}
		Optional<ParkReason> reason = this.moves.contradiction(entry.transaction(), moving.get(), finding);
		if (reason.isEmpty() && arrival.confirmation() == Confirmation.DENIED) {
			reason = Optional.of(ParkReason.NOT_CONFIRMED);
		}
		if (reason.isPresent()) {
			return park(entry, contract, arrival, reason.get());
		}
		if (contract.isEmpty()) {
			entry.transaction().insertContract(moving.get());
		}
		return move(entry, moving.get(), finding, arrival);
	}

	/** The record of the contract may be about to arrive. */
	private NotificationAnswer unknown(InboxEntry entry, Arrival arrival) {
		Instant graceEnds = entry.record().receivedAt().plus(LedgerSettings.GRACE);
		if (!arrival.replayed() && this.moves.now().isBefore(graceEnds)) {
			entry.failed(ParkReason.UNKNOWN_CONTRACT);
			return NotificationAnswer.FAILED;
		}
		return park(entry, Optional.empty(), arrival, ParkReason.UNKNOWN_CONTRACT);
	}

	private NotificationAnswer move(InboxEntry entry, ContractRecord contract, Finding finding, Arrival arrival) {
		ContractNotification notification = arrival.notification();
		String fact = notification.kind() + " " + contract.outContractCode();
		if (entry.transaction().isKnownFact(contract.mchid(), fact)) {
			entry.done(null, this.moves.now());
			return NotificationAnswer.ACKNOWLEDGED;
		}
		entry.done(fact, this.moves.now());
		if (arrival.confirmation() == Confirmation.ENDED) {
			this.moves.askSoon(entry.transaction(), contract);
			return NotificationAnswer.ACKNOWLEDGED;
		}
		boolean confirmed = arrival.confirmation() == Confirmation.CONFIRMED;
		ContractRecord moved = this.moves.add(entry.transaction(), contract, finding, confirmed);
		if (arrival.confirmation() == Confirmation.UNANSWERED) {
			this.moves.askSoon(entry.transaction(), moved);
		}
		if (moved.state() == finding.state()) {
			arrival.fence().run(() -> {
				this.moves.announce(contract, moved, Source.NOTIFICATION);
				this.handlers.handle(notification).block();
			});
		}
		return NotificationAnswer.ACKNOWLEDGED;
	}

	private NotificationAnswer park(InboxEntry entry, Optional<ContractRecord> contract, Arrival arrival,
			ParkReason reason) {
		entry.parked(reason);
		if (reason == ParkReason.CONTRADICTORY || reason == ParkReason.NOT_CONFIRMED) {
			contract.ifPresent((known) -> this.moves.askSoon(entry.transaction(), known));
		}
		alarm(arrival, reason);
		return parkedAnswer();
	}

	private static void alarm(Arrival arrival, ParkReason reason) {
		logger.error("{} is parked ({}): {}", arrival.notification(), reason, reason.description());
	}

}
