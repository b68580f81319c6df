package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * WeChat Pay on a port of 127.0.0.1. It verifies requests and signs answers for real,
 * lets a test or a person confirm or abandon a signing session, sends signed and
 * encrypted notifications, and misbehaves on demand:
 *
 * <pre>
 * try (WechatPaySimulator simulator = WechatPaySimulator.start()) {
 *     // point a client at simulator.baseUrl() with the keys of simulator.merchant()
 *     simulator.answers().next(AnswerFault.probe());
 *     simulator.confirm("wxwtdk20200910100000").join();
 * }
 * </pre>
 *
 * All methods may be called from any thread. A fixed {@link Clock} stops signatures and
 * sessions in time; delays between re-sends are always real.
 */
public final class WechatPaySimulator implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(WechatPaySimulator.class);

	private static final Duration WORK_LIMIT = Duration.ofMillis(250);

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

	private final SimulatedMerchant merchant;

	private final Duration notificationDelay;

	private final LoopResources loops = LoopResources.create("wechatpay-simulator", 1, 2, true);

	private final Scheduler scheduler = Schedulers.newParallel("wechatpay-simulator-work", 2, true);

	private final Answers answers = new Answers();

	private final RequestLog log;

	private final Sessions sessions;

	private final Courier courier;

	private final Notifications notifications;

	private final Server server;

	private WechatPaySimulator(Builder builder) {
		this.merchant = Objects.requireNonNullElseGet(builder.merchant, SimulatedMerchant::generate);
		this.notificationDelay = builder.notificationDelay;
		this.log = new RequestLog(builder.recordLimit);
		Platform platform = new Platform(this.merchant, builder.clock);
		this.sessions = new Sessions(platform, builder.recordLimit);
		this.courier = new Courier(platform, this.loops, builder.notificationTimeout, builder.remoteAllowed);
		this.notifications = new Notifications(platform, this.sessions, this.courier, this.scheduler,
				builder.resendDelays, builder.recordLimit);
		try {
			this.server = new Server(platform, new Api(platform, this.sessions, this.answers, this.log),
					new Control(this), this.answers, this.scheduler, this.loops, builder.port);
		}
		catch (RuntimeException ex) {
			dispose(Mono.empty());
			throw ex;
		}
		logger.info("WeChat Pay simulator for merchant {} at {}", this.merchant.mchid(), baseUrl());
	}

	/**
	 * Starts a simulator with fresh keys on a free port.
	 * @return the running simulator
	 */
	public static WechatPaySimulator start() {
		return builder().start();
	}

	/**
	 * Starts a simulator with settings.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Address to use in place of WeChat Pay's.
	 * @return {@code http://127.0.0.1:port}
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * The port it listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * The merchant whose requests are accepted, with all keys a client needs.
	 * @return the merchant
	 */
	public SimulatedMerchant merchant() {
		return this.merchant;
	}

	/**
	 * Properties that point a Spring application at this simulator.
	 * @param notifyUrl where the application receives notifications
	 * @return keys and values for the application's environment
	 */
	public Map<String, Object> springProperties(String notifyUrl) {
		return this.merchant.springProperties(baseUrl().toString(), notifyUrl);
	}

	/**
	 * Script of the answers to come.
	 * @return the script
	 */
	public Answers answers() {
		return this.answers;
	}

	/**
	 * Notifications sent and to be sent.
	 * @return the notifications
	 */
	public Notifications notifications() {
		return this.notifications;
	}

	/**
	 * Every API request received, oldest first; only the latest are kept, see
	 * {@link Builder#recordLimit}.
	 * @return the requests
	 */
	public List<ReceivedRequest> requests() {
		return this.log.list();
	}

	/**
	 * Waits for the next API request.
	 * @return completes when one has come in whole, before it is answered
	 */
	public CompletableFuture<ReceivedRequest> nextRequest() {
		return this.log.next();
	}

	/**
	 * Every attempt to deliver a notification, oldest first.
	 * @return the attempts
	 */
	public List<Delivery> deliveries() {
		return this.notifications.deliveries();
	}

	/**
	 * Finds a signing session.
	 * @param outContractCode the merchant's contract number
	 * @return the session as it is now, or nothing
	 */
	public Optional<SimulatedSession> session(String outContractCode) {
		return this.sessions.find(outContractCode);
	}

	/**
	 * All signing sessions, oldest first.
	 * @return the sessions as they are now
	 */
	public List<SimulatedSession> sessions() {
		return this.sessions.list();
	}

	/**
	 * Signs as the payer: the session gets a contract id at once, and its notification is
	 * delivered, with re-sends until it is acknowledged.
	 * @param outContractCode the merchant's contract number
	 * @return the last attempt of the delivery
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more
	 */
	public CompletableFuture<Delivery> confirm(String outContractCode) {
		return confirm(outContractCode, (delivery) -> {
		});
	}

	/**
	 * Gives up as the payer: nothing is ever sent.
	 * @param outContractCode the merchant's contract number
	 * @return the session, abandoned
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more
	 */
	public SimulatedSession abandon(String outContractCode) {
		return this.sessions.abandon(outContractCode);
	}

	/**
	 * Forgets faults, records and sessions, releases held answers and stops re-sends, as
	 * if just started; nonces stay used.
	 */
	public void reset() {
		this.answers.clear();
		this.notifications.reset();
		this.sessions.clear();
		this.log.clear();
	}

	/**
	 * Stops listening, cuts open connections and ends all threads.
	 */
	@Override
	public void close() {
		this.notifications.reset();
		dispose(this.server.disposeLater());
	}

	CompletableFuture<Delivery> confirmAndAwaitFirst(String outContractCode) {
		CompletableFuture<Delivery> first = new CompletableFuture<>();
		confirm(outContractCode, first::complete).whenComplete((delivery, ex) -> first.cancel(false));
		return first;
	}

	private CompletableFuture<Delivery> confirm(String outContractCode, Consumer<Delivery> onAttempt) {
		this.sessions.confirm(outContractCode);
		return this.notifications.deliver(this.notifications.draftOf(outContractCode).build(), this.notificationDelay,
				onAttempt);
	}

	/**
	 * Ends the workers before the event loops, so that none is left writing to a loop
	 * that is gone.
	 */
	private void dispose(Mono<Void> listener) {
		Mono<Void> workers = this.scheduler.disposeGracefully().timeout(WORK_LIMIT).onErrorComplete();
		listener.onErrorComplete()
			.then(workers)
			.doFinally((signal) -> this.scheduler.dispose())
			.then(this.courier.disposeLater())
			.onErrorComplete()
			.then(this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
			.timeout(CLOSE_LIMIT)
			.onErrorComplete()
			.block();
	}

	/**
	 * Settings of a {@link WechatPaySimulator}.
	 */
	public static final class Builder {

		private int port;

		private Clock clock = Clock.systemUTC();

		private @Nullable SimulatedMerchant merchant;

		private List<Duration> resendDelays = Stream
			.of(15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
			.map(Duration::ofSeconds)
			.toList();

		private Duration notificationDelay = Duration.ZERO;

		private Duration notificationTimeout = Duration.ofSeconds(5);

		private boolean remoteAllowed;

		private int recordLimit = 10_000;

		private Builder() {
		}

		/**
		 * Sets the port; a free one if left out.
		 * @param port the port, or 0
		 * @return this
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Sets the clock that signatures and sessions go by; the system's if left out.
		 * @param clock the clock
		 * @return this
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Sets the merchant; one with fresh keys if left out.
		 * @param merchant the merchant
		 * @return this
		 */
		public Builder merchant(SimulatedMerchant merchant) {
			this.merchant = merchant;
			return this;
		}

		/**
		 * Sets the pauses before each re-send; WeChat Pay's general schedule of 15
		 * re-sends in 24 hours if left out.
		 * @param delays the pauses, none for no re-send
		 * @return this
		 */
		public Builder resendDelays(Duration... delays) {
			this.resendDelays = List.of(delays);
			return this;
		}

		/**
		 * Sets the pause between confirmation and the first notification; none if left
		 * out.
		 * @param delay the pause
		 * @return this
		 */
		public Builder notificationDelay(Duration delay) {
			this.notificationDelay = delay;
			return this;
		}

		/**
		 * Sets how long the merchant may take to answer a notification; 5 seconds if left
		 * out.
		 * @param timeout the limit
		 * @return this
		 */
		public Builder notificationTimeout(Duration timeout) {
			this.notificationTimeout = timeout;
			return this;
		}

		/**
		 * Sets whether notifications may leave this host; no if left out.
		 * @param allowed whether they may
		 * @return this
		 */
		public Builder remoteTargetsAllowed(boolean allowed) {
			this.remoteAllowed = allowed;
			return this;
		}

		/**
		 * Sets how many requests, deliveries and sessions are kept; 10,000 of each if
		 * left out.
		 * @param limit the number
		 * @return this
		 */
		public Builder recordLimit(int limit) {
			this.recordLimit = limit;
			return this;
		}

		/**
		 * Starts listening.
		 * @return the running simulator
		 */
		public WechatPaySimulator start() {
			return new WechatPaySimulator(this);
		}

	}

}
