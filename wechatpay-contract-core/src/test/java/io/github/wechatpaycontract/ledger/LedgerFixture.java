package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.wechatpaycontract.TestClock;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.TestServices;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationDelivery;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.TestNotifications;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A ledger of one merchant, put together as an application does.
 */
final class LedgerFixture implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(10);

	static final String MCHID = TestPlatform.MCHID;

	static final String APPID = "wxd678efh567hg6787";

	static final long SERVICE_ID = 12535;

	static final String PAYER = "oLEDGERpayer0123456789";

	final TestClock clock;

	final List<ContractEvent> events = new CopyOnWriteArrayList<>();

	final List<ContractNotification> handled = new CopyOnWriteArrayList<>();

	final LedgerStore store;

	final LedgerExecutor executor;

	final MerchantRegistry registry;

	final QuerySchedule schedule = new QuerySchedule(Duration.ofDays(1), () -> 0);

	final ContractMoves moves;

	final LedgerIntents intents;

	ContractQueries queries;

	ContractNotificationHandler handler = new ContractNotificationHandler() {

		@Override
		public void handle(ContractNotification notification) {
			LedgerFixture.this.handled.add(notification);
		}

		@Override
		public void handleOther(ContractNotification notification) {
			LedgerFixture.this.handled.add(notification);
		}

	};

	/** Over a simulator that goes by the same clock. */
	LedgerFixture(WechatPaySimulator simulator, TestClock clock) {
		this(new MemoryLedgerStore(MemoryLedgerStore.CAPACITY), simulator.baseUrl(), new LedgerExecutor(4), clock);
	}

	LedgerFixture() {
		this(new MemoryLedgerStore(MemoryLedgerStore.CAPACITY), URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(4));
	}

	LedgerFixture(LedgerStore store, URI wechatPay, LedgerExecutor executor) {
		this(store, wechatPay, executor, new TestClock(TestPlatform.NOW));
	}

	LedgerFixture(LedgerStore store, URI wechatPay, LedgerExecutor executor, TestClock clock) {
		this.clock = clock;
		this.moves = new ContractMoves(this.schedule, this.events::add, clock);
		this.store = store;
		this.executor = executor;
		this.intents = new LedgerIntents(store, executor, this.schedule, this.clock);
		this.registry = new MerchantRegistry(
				(definition) -> TestServices.of(definition, wechatPay, this.clock, this.intents));
		this.registry.add(TestServices.definition("default", TestPlatform.simulated(), null));
		this.queries = new ContractQueries(store, executor, this.registry, this.moves);
	}

	MerchantServices services() {
		return this.registry.get("default");
	}

	LedgerInbox inbox() {
		return inbox(LedgerSettings.DEFAULTS);
	}

	LedgerInbox inbox(LedgerSettings settings) {
		return new LedgerInbox(this.store, this.executor, this.registry, this.moves,
				new NotificationHandlers(List.of(new Delegate()), List.of()), settings);
	}

	LedgerInbox inbox(UnknownContracts unknown, boolean confirmByQuery) {
		return inbox(new LedgerSettings(unknown, confirmByQuery, 16));
	}

	ReactiveContractLedger ledger() {
		return new StoredReactiveContractLedger(this.store, this.executor, this.queries, this.registry,
				OutContractCodeGenerator.random("t"));
	}

	ContractReconciler reconciler(int queriesPerSecond) {
		return new ContractReconciler(this.store, this.executor, this.registry, this.queries, this.moves,
				queriesPerSecond, Duration.ofSeconds(30), () -> 0.5);
	}

	/** Answers queries without a network. */
	LedgerFixture answering(Function<String, ReactiveContractOperations> operations) {
		this.queries = new ContractQueries(this.store, this.executor, operations, this.moves);
		return this;
	}

	ContractRecord open(String code) {
		return put(pending(code));
	}

	ContractRecord put(ContractRecord contract) {
		this.store.<Boolean>inTransaction((transaction) -> {
			transaction.insertContract(contract);
			return true;
		});
		return contract;
	}

	ContractRecord pending(String code) {
		Instant now = this.clock.instant();
		ContractRecord contract = new ContractRecord(MCHID, code, SERVICE_ID,
				new ContractParties(APPID, PAYER, null, null, null), LedgerState.PENDING, now,
				now.plus(QuerySchedule.SESSION), null, null, null, null, null, null, 0);
		return contract.withNextQueryAt(this.schedule.next(contract, now));
	}

	ContractRecord contract(String code) {
		return this.store.findContract(MCHID, code).orElseThrow();
	}

	NotificationRecord notification(String id) {
		return this.store.findNotification(MCHID, id).orElseThrow();
	}

	List<NotificationRecord> parked() {
		return this.store.findParkedNotifications(List.of(MCHID), 1_000);
	}

	static Map<String, Object> plaintext(String code, String state) {
		Map<String, Object> plaintext = new LinkedHashMap<>();
		plaintext.put("mchid", MCHID);
		plaintext.put("appid", APPID);
		plaintext.put("openid", PAYER);
		plaintext.put("service_id", SERVICE_ID);
		plaintext.put("out_contract_code", code);
		plaintext.put("contract_id", "id" + code);
		plaintext.put("contract_state", state);
		plaintext.put("contract_signed_time", "2024-08-29T10:53:20+08:00");
		return plaintext;
	}

	static ContractNotification signed(String id, String code) {
		return TestNotifications.of(MCHID, id, "ENTRUST.SIGN", plaintext(code, "SIGNED"));
	}

	static ContractNotification signed(String id, String code, String member, @Nullable Object value) {
		Map<String, Object> plaintext = plaintext(code, "SIGNED");
		plaintext.put(member, value);
		return TestNotifications.of(MCHID, id, "ENTRUST.SIGN", plaintext);
	}

	static ContractNotification ended(String id, String code) {
		return ended(id, code, "id" + code);
	}

	static ContractNotification ended(String id, String code, String contractId) {
		Map<String, Object> plaintext = plaintext(code, "TERMINATED");
		plaintext.put("contract_id", contractId);
		plaintext.put("contract_terminate_info", Map.of("contract_termination_mode", "USER_TERMINATE",
				"contract_terminated_time", "2024-08-30T10:53:20+08:00"));
		return TestNotifications.of(MCHID, id, "ENTRUST.TERMINATE", plaintext);
	}

	static Mono<NotificationAnswer> deliver(LedgerInbox inbox, ContractNotification notification, Duration timeLeft) {
		return inbox.accept(new NotificationDelivery(notification, TestNotifications.unsigned(), timeLeft));
	}

	static NotificationAnswer deliver(LedgerInbox inbox, ContractNotification notification) {
		return deliver(inbox, notification, Duration.ofSeconds(4)).block(LIMIT);
	}

	List<String> effects() {
		List<String> effects = new ArrayList<>();
		this.events.forEach(
				(event) -> effects.add(event.getClass().getSimpleName() + " " + event.contract().outContractCode()));
		return effects;
	}

	@Override
	public void close() {
		this.registry.close();
		this.executor.close();
	}

	/** The handler may be replaced at any time. */
	private final class Delegate implements ContractNotificationHandler {

		@Override
		public void handle(ContractNotification notification) throws Exception {
			LedgerFixture.this.handler.handle(notification);
		}

		@Override
		public void handleOther(ContractNotification notification) throws Exception {
			LedgerFixture.this.handler.handleOther(notification);
		}

	}

}
