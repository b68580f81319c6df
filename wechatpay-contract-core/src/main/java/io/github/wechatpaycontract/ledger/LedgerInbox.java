package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationDelivery;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationInbox;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Lets a notification take effect exactly once: its record, the move of the contract and
 * the handlers are one transaction, and it is acknowledged after the commit.
 * <p>
 * A duplicate that arrives meanwhile waits for the first. An effect that takes too long
 * is interrupted and cannot be committed any more.
 */
public final class LedgerInbox implements NotificationInbox {

	private static final Logger logger = LoggerFactory.getLogger(LedgerInbox.class);

	private static final int TRIES = 3;

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final MerchantRegistry registry;

	private final LedgerSettings settings;

	private final ContractMoves moves;

	private final UnknownContract unknownContract;

	private final NotificationEffects effects;

	private final Map<String, Mono<NotificationAnswer>> running = new ConcurrentHashMap<>();

	/**
	 * Creates the inbox.
	 * @param store where records are kept
	 * @param executor where the store and the handlers block
	 * @param registry the merchants whose notifications arrive
	 * @param moves moves contracts
	 * @param handlers the handlers of the application
	 * @param settings how notifications are taken in
	 */
	LedgerInbox(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractMoves moves,
			NotificationHandlers handlers, LedgerSettings settings) {
		this.store = store;
		this.executor = executor;
		this.registry = registry;
		this.settings = settings;
		this.moves = moves;
		this.unknownContract = new UnknownContract(settings.unknownContracts(), registry, moves::now);
		this.effects = new NotificationEffects(store.isDurable(), moves, this.unknownContract, handlers);
	}

	@Override
	public Mono<NotificationAnswer> accept(NotificationDelivery delivery) {
		return accept(delivery, false);
	}

	Mono<NotificationAnswer> accept(NotificationDelivery delivery, boolean replayed) {
		ContractNotification notification = delivery.notification();
		String key = notification.mchid() + " " + notification.id() + " " + notification.fingerprint() + replayed;
		return Mono.defer(() -> this.running.computeIfAbsent(key,
				(absent) -> start(delivery, replayed).doOnTerminate(() -> this.running.remove(key)).cache()));
	}

	private Mono<NotificationAnswer> start(NotificationDelivery delivery, boolean replayed) {
		return Mono.defer(() -> {
			Fence fence = new Fence(this.store.isInterruptible());
			Arrival arrival = new Arrival(delivery, fence, Confirmation.NOT_ASKED, replayed);
			return this.executor.effect(() -> process(arrival))
				.timeout(delivery.timeLeft())
				.onErrorResume(TimeoutException.class, (ex) -> Mono.just(givenUp(delivery, fence)));
		});
	}

	private static NotificationAnswer givenUp(NotificationDelivery delivery, Fence fence) {
		if (fence.abandon()) {
			logger.error("{} was given up before its effect was committed; WeChat Pay will send it again",
					delivery.notification());
		}
		else {
			logger.warn("The commit of {} takes long; WeChat Pay will send it again", delivery.notification());
		}
		return NotificationAnswer.FAILED;
	}

	/**
	 * Returns what was set aside here.
	 * @return the parked notifications
	 */
	public ParkedNotifications parked() {
		return new ParkedNotifications(this.store, this.executor, this.registry, this);
	}

	Instant now() {
		return this.moves.now();
	}

	private NotificationAnswer process(Arrival arrival) {
		ContractNotification notification = arrival.notification();
		try {
			arrival.fence().open();
			Optional<NotificationRecord> finished = arrival.replayed() ? Optional.empty() : finished(notification);
			return finished.isPresent() ? this.effects.answer(finished.get())
					: commit(arrival.with(confirmation(arrival)));
		}
		catch (RuntimeException ex) {
			if (!arrival.fence().isAbandoned()) {
				logger.error("{} was not handled; WeChat Pay will send it again", notification,
						(ex instanceof EffectFailedException failed) ? failed.reason() : ex);
			}
			return arrival.fence().isEntered() ? failed(arrival) : NotificationAnswer.FAILED;
		}
	}

	/** Answers most duplicates without a lock. */
	private Optional<NotificationRecord> finished(ContractNotification notification) {
		return this.store.findNotification(notification.mchid(), notification.id())
			.filter((known) -> known.state() != State.FAILED && known.says(notification));
	}

	private NotificationAnswer commit(Arrival arrival) {
		for (int tries = 1;; tries++) {
			arrival.fence().open();
			try {
				return this.store
					.inTransaction(this.executor.work((transaction) -> this.effects.apply(transaction, arrival)));
			}
			catch (LedgerConflictException ex) {
				if (tries == TRIES || arrival.fence().isEntered()) {
					throw ex;
				}
			}
		}
	}

	private Confirmation confirmation(Arrival arrival) {
		ContractNotification notification = arrival.notification();
		String code = notification.resource().outContractCode();
		if (!this.settings.confirmByQuery() || notification.kind() != NotificationKind.SIGNED || code == null) {
			return Confirmation.NOT_ASKED;
		}
		return this.store.findContract(notification.mchid(), code)
			.or(() -> this.unknownContract.of(notification))
			.filter((contract) -> contract.state() != LedgerState.TERMINATED)
			.map((contract) -> confirmation(contract, notification, arrival.delivery().timeLeft()))
			.orElse(Confirmation.NOT_ASKED);
	}

	private Confirmation confirmation(ContractRecord contract, ContractNotification notification, Duration timeLeft) {
		Duration half = timeLeft.dividedBy(2);
		Duration limit = (half.compareTo(LedgerSettings.CONFIRMATION) < 0) ? half : LedgerSettings.CONFIRMATION;
		try {
			Optional<Contract> answer = this.registry.ofMchid(contract.mchid())
				.reactiveContracts()
				.find(contract.serviceId(), contract.outContractCode())
				.timeout(limit)
				.blockOptional();
			return answer
				.filter((found) -> notification.contractId().map((id) -> id.equals(found.contractId())).orElse(true))
				.filter((found) -> Finding.of(found).contradiction(contract).isEmpty())
				.map(Contract::state)
				.map((state) -> switch (state) {
					case SIGNED -> Confirmation.CONFIRMED;
					case TERMINATED -> Confirmation.ENDED;
					default -> Confirmation.DENIED;
				})
				.orElse(Confirmation.DENIED);
		}
		catch (RuntimeException ex) {
			logger.warn("{} takes effect without confirmation, since WeChat Pay could not be asked: {}", notification,
					ContractQueries.reason(ex));
			return Confirmation.UNANSWERED;
		}
	}

	/** Counts the attempt; the last one parks it. */
	private NotificationAnswer failed(Arrival arrival) {
		try {
			return this.store.inTransaction((transaction) -> failed(transaction, arrival));
		}
		catch (RuntimeException ex) {
			logger.warn("The failed attempt of {} could not be counted", arrival.notification(), ex);
			return NotificationAnswer.FAILED;
		}
	}

	private NotificationAnswer failed(LedgerTransaction transaction, Arrival arrival) {
		ContractNotification notification = arrival.notification();
		String code = notification.resource().outContractCode();
		if (code != null) {
			transaction.lockContract(notification.mchid(), code);
		}
		Optional<NotificationRecord> known = transaction.findNotification(notification.mchid(), notification.id());
		if (known.filter((record) -> record.state() == State.DONE || !record.says(notification)).isPresent()) {
			return NotificationAnswer.FAILED;
		}
		InboxEntry entry = InboxEntry.of(transaction, known, arrival, this.moves.now());
		NotificationRecord record = entry.record();
		if (record.state() == State.FAILED && record.attempts() + 1 < this.settings.maxAttempts()) {
			entry.failed(null);
			return NotificationAnswer.FAILED;
		}
		entry.parked(ParkReason.FAILED_REPEATEDLY);
		logger.error("{} is parked ({}): {}", notification, ParkReason.FAILED_REPEATEDLY,
				ParkReason.FAILED_REPEATEDLY.description());
		return arrival.replayed() ? NotificationAnswer.FAILED : this.effects.parkedAnswer();
	}

}
