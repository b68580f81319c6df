package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

/**
 * The contracts of one merchant in an application without Spring: the ledger, what
 * receives notifications for it, and what asks WeChat Pay about those that never came.
 *
 * <pre>
 * try (WechatPayContracts contracts = WechatPayContracts.builder(merchant)
 * 		.defaults(new PreEntrustSignDefaults(appid, serviceId, notifyUrl))
 * 		.onEvent((event) -&gt; ...)
 * 		.start()) {
 * 	contracts.ledger().open((contract) -&gt; contract.openid(openid).contractDisplayAccount("Blue bicycle 17"));
 * 	// at the notify URL
 * 	NotificationAnswer answer = contracts.receive(headers, body).block();
 * }
 * </pre>
 *
 * An application with several merchants, or with parts of its own, puts them together
 * itself: see {@link LedgerEngine}.
 */
public final class WechatPayContracts implements AutoCloseable {

	private static final int CONCURRENCY = 4;

	private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

	/** WeChat Pay waits five seconds. */
	private static final Duration TIME_BUDGET = Duration.ofMillis(3500);

	private final LedgerEngine engine;

	private final MerchantServices merchant;

	private final ContractLedger ledger;

	private final ReactiveContractLedger reactiveLedger;

	private final ParkedNotifications parked;

	private final NotificationReceiver receiver;

	private final LedgerUpkeep upkeep;

	private WechatPayContracts(Builder builder) {
		MerchantDefinition definition = new MerchantDefinition(MerchantRegistry.DEFAULT, builder.merchant,
				builder.defaults, null);
		this.engine = new LedgerEngine(builder.store, CONCURRENCY, builder.upkeep, builder.events, builder.clock);
		MerchantRegistry registry = new MerchantRegistry((merchant) -> services(merchant, builder));
		this.merchant = registry.add(definition);
		this.reactiveLedger = this.engine.ledger(registry, builder.codes);
		this.ledger = new StoredContractLedger(this.reactiveLedger);
		LedgerInbox inbox = this.engine.inbox(registry, new NotificationHandlers(builder.handlers, List.of()),
				builder.inbox);
		this.parked = inbox.parked();
		this.receiver = new NotificationReceiver(inbox, TIME_BUDGET, builder.observationRegistry);
		this.upkeep = this.engine.upkeep(registry);
	}

	private MerchantServices services(MerchantDefinition definition, Builder builder) {
		return new MerchantServices(definition,
				new SignedExchange(definition.merchant(), builder.client, builder.clock, UnaryOperator.identity(),
						builder.observationRegistry),
				new NotificationVerifier(definition.merchant(), builder.clock, CLOCK_SKEW, builder.eventTypes),
				MiniProgramLaunchFactory.EXTRA_DATA, builder.clock, this.engine.intents());
	}

	/**
	 * Sets out to keep a merchant's contracts.
	 * @param merchant its number and keys
	 * @return the builder
	 */
	public static Builder builder(Merchant merchant) {
		return new Builder(merchant);
	}

	/**
	 * The merchant's own record of its contracts.
	 * @return the ledger
	 */
	public ContractLedger ledger() {
		return this.ledger;
	}

	/**
	 * The same record for callers that must not block.
	 * @return the ledger
	 */
	public ReactiveContractLedger reactiveLedger() {
		return this.reactiveLedger;
	}

	/**
	 * Everything else the merchant can do: other pre-entrust-signs, which are written
	 * down as well, orders, any other call.
	 * @return its services
	 */
	public MerchantServices merchant() {
		return this.merchant;
	}

	/**
	 * What was verified but moved nothing.
	 * @return the parked notifications
	 */
	public ParkedNotifications parked() {
		return this.parked;
	}

	/**
	 * Receives what was posted to the notify URL. Read its body as bytes, and no more
	 * than 64 KiB of it.
	 * @param headers gives all values of a header, by its name in any case; an empty list
	 * for none
	 * @param body the bytes as received
	 * @return what to answer with, once the effect is committed; never an error
	 */
	public Mono<NotificationAnswer> receive(Function<String, List<String>> headers, byte[] body) {
		return this.receiver.receive(this.merchant.notificationVerifier(), headers, body);
	}

	/**
	 * Stops asking and receiving, waits a little for what is under way, and closes all
	 * connections.
	 */
	@Override
	public void close() {
		this.upkeep.close();
		this.receiver.close();
		this.engine.close();
		this.merchant.close();
	}

	/**
	 * Settings of {@link WechatPayContracts}.
	 */
	public static final class Builder {

		private final Merchant merchant;

		private PreEntrustSignDefaults defaults = PreEntrustSignDefaults.NONE;

		private ClientSettings client = ClientSettings.DEFAULT;

		private LedgerStore store = new MemoryLedgerStore(MemoryLedgerStore.CAPACITY);

		private OutContractCodeGenerator codes = OutContractCodeGenerator.random("");

		private Consumer<ContractEvent> events = (event) -> {
		};

		private final List<ContractNotificationHandler> handlers = new ArrayList<>();

		private Map<String, NotificationKind> eventTypes = Map.of();

		private LedgerSettings inbox = LedgerSettings.DEFAULTS;

		private UpkeepSettings upkeep = UpkeepSettings.DEFAULTS;

		private Clock clock = Clock.systemUTC();

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private Builder(Merchant merchant) {
			this.merchant = merchant;
		}

		/**
		 * Sets what a request may leave open.
		 * @param defaults what is the same for all contracts
		 * @return this builder
		 */
		public Builder defaults(PreEntrustSignDefaults defaults) {
			this.defaults = defaults;
			return this;
		}

		/**
		 * Sends calls to one host in place of WeChat Pay's two.
		 * @param baseUrl the address, for example of a simulator; one of WeChat Pay's, or
		 * a loopback address
		 * @return this builder
		 * @throws IllegalArgumentException if it is neither
		 */
		public Builder baseUrl(URI baseUrl) {
			return client(this.client.withHosts(HostSettings.only(BaseUrl.of(baseUrl, false))));
		}

		/**
		 * Sets how calls are made.
		 * @param client the settings, hosts included
		 * @return this builder
		 */
		public Builder client(ClientSettings client) {
			this.client = client;
			return this;
		}

		/**
		 * Sets where contracts are kept; in memory if left out, and gone after a restart.
		 * @param store the store
		 * @return this builder
		 */
		public Builder store(LedgerStore store) {
			this.store = store;
			return this;
		}

		/**
		 * Lets calls and notifications be observed, as metrics or traces.
		 * @param registry who is told
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry registry) {
			this.observationRegistry = registry;
			return this;
		}

		/**
		 * Sets what chooses contract numbers; 32 random letters and digits if left out.
		 * @param codes the generator
		 * @return this builder
		 */
		public Builder outContractCodes(OutContractCodeGenerator codes) {
			this.codes = codes;
			return this;
		}

		/**
		 * Adds a listener, told of every move of a contract inside its transaction: when
		 * it throws, the contract has not moved.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder onEvent(Consumer<ContractEvent> listener) {
			this.events = this.events.andThen(listener);
			return this;
		}

		/**
		 * Adds a handler of the notifications themselves, called after the ledger.
		 * @param handler the handler
		 * @return this builder
		 */
		public Builder handler(ContractNotificationHandler handler) {
			this.handlers.add(handler);
			return this;
		}

		/**
		 * Sets what certain event types mean, before anything in a notification decides.
		 * @param eventTypes meanings by name, in any case
		 * @return this builder
		 */
		public Builder eventTypes(Map<String, NotificationKind> eventTypes) {
			this.eventTypes = Map.copyOf(eventTypes);
			return this;
		}

		/**
		 * Sets how notifications are taken in.
		 * @param inbox the settings
		 * @return this builder
		 */
		public Builder inbox(LedgerSettings inbox) {
			this.inbox = inbox;
			return this;
		}

		/**
		 * Sets how the ledger keeps itself right.
		 * @param upkeep the settings
		 * @return this builder
		 */
		public Builder upkeep(UpkeepSettings upkeep) {
			this.upkeep = upkeep;
			return this;
		}

		/**
		 * Sets this host's clock; the system's if left out.
		 * @param clock the clock
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Puts the parts together and lets the ledger work. Nothing is sent yet.
		 * @return the contracts, to be closed
		 */
		public WechatPayContracts start() {
			WechatPayContracts contracts = new WechatPayContracts(this);
			contracts.upkeep.start();
			return contracts;
		}

	}

}
