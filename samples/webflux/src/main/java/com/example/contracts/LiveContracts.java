package com.example.contracts;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.server.ResponseStatusException;

/**
 * Server-sent events: the state of a contract as it is, and whenever it moves.
 * <p>
 * The ledger's event comes on the instance that received the notification, after the
 * commit. A page may be connected to another instance, so the ledger, which they share,
 * is also read every few seconds; that is the heartbeat as well, by which a connection is
 * found whose browser has gone.
 */
@Component
class LiveContracts {

	/** Then the browser connects again by itself. */
	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final ReactiveContractLedger ledger;

	private final Duration heartbeat;

	private final int most;

	private final Semaphore places;

	private final Sinks.Many<ContractRecord> moves = Sinks.many().multicast().directBestEffort();

	private final Sinks.Empty<Void> closed = Sinks.empty();

	LiveContracts(ReactiveContractLedger ledger, @Value("${shop.heartbeat:5s}") Duration heartbeat,
			@Value("${shop.watchers:1000}") int most) {
		this.ledger = ledger;
		this.heartbeat = heartbeat;
		this.most = most;
		this.places = new Semaphore(most);
	}

	Flux<ServerSentEvent<Contract>> watch(String outContractCode) {
		return Flux.using(this::enter, (place) -> news(outContractCode), Semaphore::release);
	}

	private Semaphore enter() {
		if (!this.places.tryAcquire()) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages are watching");
		}
		return this.places;
	}

	private Flux<ServerSentEvent<Contract>> news(String outContractCode) {
		Flux<ContractRecord> moved = this.moves.asFlux()
			.filter((contract) -> contract.outContractCode().equals(outContractCode));
		Flux<ContractRecord> read = Flux.interval(Duration.ZERO, this.heartbeat)
			.onBackpressureDrop()
			.concatMap((beat) -> this.ledger.find(outContractCode), 1);
		AtomicReference<LedgerState> shown = new AtomicReference<>();
		return Flux.merge(moved, read)
			.map((contract) -> event(contract, shown))
			.take(LONGEST)
			.takeUntilOther(this.closed.asMono());
	}

	/**
	 * The contract if it has moved on, and a heartbeat if not. The states stand in the
	 * order in which a contract goes through them, so an older one that was read before
	 * and arrives later is told from a newer one.
	 */
	private static ServerSentEvent<Contract> event(ContractRecord contract, AtomicReference<LedgerState> shown) {
		LedgerState before = shown.get();
		if (before != null && contract.state().compareTo(before) <= 0) {
			return ServerSentEvent.<Contract>builder().comment("still " + before).build();
		}
		shown.set(contract.state());
		return ServerSentEvent.<Contract>builder().event("contract").data(Contract.of(contract)).build();
	}

	@TransactionalEventListener(fallbackExecution = true)
	void moved(ContractEvent event) {
		this.moves.emitNext(event.contract(), Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
	}

	/** Else the server would wait for these connections before it stops. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closed.tryEmitEmpty();
	}

	int watching() {
		return this.most - this.places.availablePermits();
	}

}
