package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import io.github.wechatpaycontract.sign.PreEntrustSignRequest;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import reactor.core.publisher.Mono;

/**
 * Writes a contract into the ledger before its session is asked for. A number that is
 * taken, by another payer or by a contract that was signed, is refused and nothing is
 * sent; the identical request may be repeated.
 */
final class LedgerIntents implements SignIntentRecorder {

	/** Sessions are asked for while a payer waits. */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final QuerySchedule schedule;

	private final Clock clock;

	/**
	 * Creates the recorder.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param schedule when WeChat Pay is asked about them
	 * @param clock this host's clock
	 */
	LedgerIntents(LedgerStore store, LedgerExecutor executor, QuerySchedule schedule, Clock clock) {
		this.store = store;
		this.executor = executor;
		this.schedule = schedule;
		this.clock = clock;
	}

	@Override
	public Mono<Void> record(String mchid, PreEntrustSignRequest request) {
		return Mono.defer(() -> {
			this.executor.requireOutside();
			return this.executor.call(() -> write(mchid, request));
		})
			.retryWhen(LedgerConflicts.RETRY)
			.timeout(LIMIT)
			.onErrorMap(TimeoutException.class,
					(ex) -> new IllegalStateException(
							"Contract '%s' could not be written into the ledger within %d s; nothing was sent"
								.formatted(request.outContractCode(), LIMIT.toSeconds())))
			.then();
	}

	private boolean write(String mchid, PreEntrustSignRequest request) {
		ContractRecord intent = intent(mchid, request);
		try {
			return this.store.inTransaction(this.executor.work((transaction) -> {
				transaction.insertContract(intent);
				return true;
			}));
		}
		catch (LedgerConflictException ex) {
			return this.store.inTransaction(this.executor.work((transaction) -> reopen(transaction, intent, ex)));
		}
	}

	/**
	 * The number is known. To look for that first would lock the gap where it is not, and
	 * two that are opened at once would wait for each other.
	 */
	private boolean reopen(LedgerTransaction transaction, ContractRecord intent, LedgerConflictException conflict) {
		ContractRecord known = transaction.lockContract(intent.mchid(), intent.outContractCode())
			.orElseThrow(() -> conflict);
		reopen(transaction, known, intent);
		return true;
	}

	private ContractRecord intent(String mchid, PreEntrustSignRequest request) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		ContractRecord intent = new ContractRecord(mchid, request.outContractCode(),
				Objects.requireNonNull(request.serviceId(), "serviceId"), request.parties(), LedgerState.PENDING, now,
				now.plus(QuerySchedule.SESSION), null, null, null, null, null, null, 0);
		return intent.withNextQueryAt(this.schedule.next(intent, now));
	}

	private void reopen(LedgerTransaction transaction, ContractRecord known, ContractRecord intent) {
		if (known.serviceId() != intent.serviceId() || !known.parties().equals(intent.parties())) {
			throw new IllegalStateException(
					"Contract number '%s' is taken by a contract with somebody else;".formatted(known.outContractCode())
							+ " nothing was sent. Choose another number");
		}
		if (known.state().compareTo(LedgerState.EXPIRED) > 0) {
			throw new IllegalStateException("Contract '%s' is %s; nothing was sent. A number is used once"
				.formatted(known.outContractCode(), known.state()));
		}
		ContractRecord reopened = known.reopened(intent.expiresAt());
		transaction.updateContract(reopened.withNextQueryAt(this.schedule.next(reopened, intent.openedAt())));
	}

}
