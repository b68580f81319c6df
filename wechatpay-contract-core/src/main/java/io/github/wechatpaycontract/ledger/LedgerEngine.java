package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.SignIntentRecorder;

/**
 * Makes the parts of a ledger over one store, in the order in which they need each other:
 *
 * <pre>
 * LedgerEngine engine = new LedgerEngine(store, 4, UpkeepSettings.DEFAULTS, events, clock);
 * // merchants whose templates record with engine.intents()
 * ReactiveContractLedger ledger = engine.ledger(registry, codes);
 * LedgerInbox inbox = engine.inbox(registry, handlers, LedgerSettings.DEFAULTS);
 * NotificationReceiver receiver = new NotificationReceiver(inbox, budget);
 * LedgerUpkeep upkeep = engine.upkeep(registry);
 * upkeep.start();
 * </pre>
 *
 * {@link WechatPayContracts} does this for one merchant.
 */
public final class LedgerEngine implements AutoCloseable {

	private static final DoubleSupplier JITTER = () -> ThreadLocalRandom.current().nextDouble();

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final UpkeepSettings upkeep;

	private final ContractMoves moves;

	private final Clock clock;

	/**
	 * Creates the engine.
	 * @param store where records are kept
	 * @param concurrency how many notifications take effect at once, and how much other
	 * work is done at once; each takes a connection of the store
	 * @param upkeep how the ledger keeps itself right
	 * @param events told of every move, inside its transaction
	 * @param clock this host's clock
	 */
	public LedgerEngine(LedgerStore store, int concurrency, UpkeepSettings upkeep, Consumer<ContractEvent> events,
			Clock clock) {
		this.store = store;
		this.executor = new LedgerExecutor(concurrency);
		this.upkeep = upkeep;
		this.moves = new ContractMoves(new QuerySchedule(upkeep.confirmSignedEvery(), JITTER), events, clock);
		this.clock = clock;
	}

	/**
	 * Returns what writes contracts down before their sessions are asked for. A number
	 * that is taken is refused with an {@link IllegalStateException}, and nothing is
	 * sent.
	 * @return the recorder for the templates
	 */
	public SignIntentRecorder intents() {
		return new LedgerIntents(this.store, this.executor, this.moves.schedule(), this.clock);
	}

	/**
	 * Returns the ledger of the default merchant.
	 * @param registry the merchants; their templates record with {@link #intents()}
	 * @param codes chooses contract numbers
	 * @return the ledger
	 */
	public ReactiveContractLedger ledger(MerchantRegistry registry, OutContractCodeGenerator codes) {
		return new StoredReactiveContractLedger(this.store, this.executor, queries(registry), registry, codes);
	}

	/**
	 * Returns what lets notifications take effect exactly once.
	 * @param registry the merchants whose notifications arrive
	 * @param handlers the handlers of the application
	 * @param settings how notifications are taken in
	 * @return the inbox
	 */
	public LedgerInbox inbox(MerchantRegistry registry, NotificationHandlers handlers, LedgerSettings settings) {
		return new LedgerInbox(this.store, this.executor, registry, this.moves, handlers, settings);
	}

	/**
	 * Returns what the ledger does by itself.
	 * @param registry the merchants whose contracts are asked about
	 * @return the upkeep, at rest
	 */
	public LedgerUpkeep upkeep(MerchantRegistry registry) {
		ContractReconciler reconciler = this.upkeep.reconciled()
				? new ContractReconciler(this.store, this.executor, registry, queries(registry), this.moves,
						this.upkeep.queriesPerSecond(), this.upkeep.pollInterval(), JITTER)
				: null;
		return new LedgerUpkeep(reconciler,
				new LedgerRetention(this.store, this.executor, this.upkeep.retention(), this.clock),
				LedgerEngine::startOnItsOwn);
	}

	private static void startOnItsOwn(Runnable task) {
		Thread thread = new Thread(task, "wechatpay-ledger-start");
		thread.setDaemon(true);
		thread.start();
	}

	private ContractQueries queries(MerchantRegistry registry) {
		return new ContractQueries(this.store, this.executor, registry, this.moves);
	}

	/**
	 * Waits a little for what is under way, and ends the threads.
	 */
	@Override
	public void close() {
		this.executor.close();
	}

}
