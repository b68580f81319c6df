package com.example.contracts;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractRecord;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events: the state of a contract as it is, and whenever it moves.
 * <p>
 * The ledger's event comes on the instance that received the notification, after the
 * commit. A page may be connected to another instance, so each instance also reads the
 * ledger, which they share, every few seconds for the contracts that are watched on it;
 * the same round is the heartbeat that finds connections whose browser has gone.
 */
@Component
class LiveContracts {

	/** Then the browser connects again by itself. */
	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final ContractLedger ledger;

	private final int most;

	private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

	LiveContracts(ContractLedger ledger, @Value("${shop.watchers:1000}") int most) {
		this.ledger = ledger;
		this.most = most;
	}

	SseEmitter watch(String outContractCode) {
		if (this.watchers.size() >= this.most) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages are watching");
		}
		SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
		Watcher watcher = new Watcher(outContractCode, emitter);
		emitter.onTimeout(emitter::complete);
		emitter.onCompletion(() -> this.watchers.remove(watcher));
		// Added before the ledger is read: no move can fall in between.
		this.watchers.add(watcher);
		try {
			this.ledger.find(outContractCode).ifPresent(watcher::show);
		}
		catch (RuntimeException ex) {
			this.watchers.remove(watcher);
			throw ex;
		}
		return emitter;
	}

	@TransactionalEventListener(fallbackExecution = true)
	void moved(ContractEvent event) {
		ContractRecord contract = event.contract();
		this.watchers.stream()
			.filter((watcher) -> watcher.outContractCode().equals(contract.outContractCode()))
			.forEach((watcher) -> show(watcher, contract));
	}

	@Scheduled(fixedDelayString = "${shop.heartbeat:5s}")
	void beat() {
		Map<String, Set<Watcher>> watched = this.watchers.stream()
			.collect(Collectors.groupingBy(Watcher::outContractCode, Collectors.toSet()));
		watched.forEach((code, watching) -> this.ledger.find(code)
			.ifPresent((contract) -> watching.forEach((watcher) -> show(watcher, contract))));
	}

	private void show(Watcher watcher, ContractRecord contract) {
		if (!watcher.show(contract)) {
			this.watchers.remove(watcher);
		}
	}

	/** Else the server would wait for these connections before it stops. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.watchers.forEach(Watcher::close);
	}

	int watching() {
		return this.watchers.size();
	}

}
