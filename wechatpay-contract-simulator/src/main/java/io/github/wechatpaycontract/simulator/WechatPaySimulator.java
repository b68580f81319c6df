package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * One simulator serves any number of merchants, told apart by the {@code mchid} of the
 * Authorization header. Where two of them have a contract of the same number, name the
 * merchant as well; a method that is not told which one is meant throws
 * {@link IllegalStateException}.
 * <p>
 * All methods may be called from any thread. Everything has its time by {@link #clock()},
 * which a test can move forward: sessions expire and notifications are sent again.
 */
public final class WechatPaySimulator implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(WechatPaySimulator.class);

	private static final Duration WORK_LIMIT = Duration.ofMillis(250);

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

	private final Platform platform;

	private final LoopResources loops = LoopResources.create("wechatpay-simulator", 1, 2, true);

	private final Scheduler scheduler = Schedulers.newParallel("wechatpay-simulator-work", 2, true);

	private final Agenda agenda;

	private final SimulatorClock clock;

	private final Answers answers = new Answers();

	private final RequestLog log;

	private final Timeline timeline;

	private final Sessions sessions;

	private final Orders orders;

	private final Courier courier;

	private final Notifications notifications;

	private final Server server;

	WechatPaySimulator(WechatPaySimulatorBuilder builder) {
		List<SimulatedMerchant> merchants = builder.merchants.isEmpty() ? List.of(builder.defaultMerchant.get())
				: builder.merchants;
		this.agenda = new Agenda(builder.clock, this.scheduler);
		this.clock = new SimulatorClock(this.agenda, builder.clock.getZone());
		this.platform = new Platform(merchants, this.clock, builder.clientsShareClock ? this.clock : builder.clock);
		this.log = new RequestLog(builder.recordLimit);
		this.timeline = new Timeline(builder.recordLimit);
		this.sessions = new Sessions(this.platform, builder.recordLimit);
		this.orders = new Orders(this.platform, builder.recordLimit);
		this.courier = new Courier(this.platform, this.loops, builder.notificationTimeout, builder.remoteAllowed);
		this.notifications = new Notifications(this.platform, this.sessions, this.courier, this.scheduler, this.agenda,
				this.timeline, builder);
		try {
			this.server = new Server(this.platform,
					new Api(this.platform, routes(builder), this.answers, this.log, this.timeline),
					new Desk(new Page(this, this.platform, this.timeline), new Control(this)), this.answers,
					this.scheduler, this.loops, builder.port);
		}
		catch (RuntimeException ex) {
			dispose();
			throw ex;
		}
		logger.info("WeChat Pay simulator for {} at {}", merchants.stream().map(SimulatedMerchant::mchid).toList(),
				baseUrl());
	}

	/**
	 * Everything the service can do.
	 */
	private List<Route> routes(WechatPaySimulatorBuilder builder) {
		NotifyUrls notifyUrls = new NotifyUrls(builder.remoteAllowed);
		return Stream
			.of(new PreSignApi(this.sessions, this.orders, builder.anyPrepayIdAllowed, notifyUrls).routes(),
					new ContractApi(this.sessions, new ContractView(this.platform), builder.unsignedContractsShown)
						.routes(),
					new OrderApi(this.sessions, this.orders, notifyUrls).routes(),
					new EchoApi(this.notifications, notifyUrls).routes(), new CertificatesApi(this.platform).routes(),
					new SyntheticApi().routes())
			.flatMap(List::stream)
			.toList();
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
	public static WechatPaySimulatorBuilder builder() {
		return new WechatPaySimulatorBuilder();
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
	 * The merchant whose requests are accepted, with all keys a client needs; the first
	 * of several.
	 * @return the merchant
	 */
	public SimulatedMerchant merchant() {
		return this.platform.first().merchant();
	}

	/**
	 * One of several merchants.
	 * @param mchid the merchant number
	 * @return the merchant
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 */
	public SimulatedMerchant merchant(String mchid) {
		return this.platform.account(mchid).merchant();
	}

	/**
	 * All merchants in the order they were given.
	 * @return at least one
	 */
	public List<SimulatedMerchant> merchants() {
		return this.platform.merchants();
	}

	/**
	 * Properties that point a Spring application at this simulator, as the first
	 * merchant.
	 * @param notifyUrl where the application receives notifications
	 * @return keys and values for the application's environment
	 */
	public Map<String, Object> springProperties(String notifyUrl) {
		return merchant().springProperties(baseUrl().toString(), notifyUrl);
	}

	/**
	 * The platform certificates of the first merchant.
	 * @return the certificates
	 * @throws IllegalStateException if the merchant has none
	 */
	public PlatformCertificates platformCertificates() {
		return platformCertificates(merchant().mchid());
	}

	/**
	 * The platform certificates of one merchant.
	 * @param mchid the merchant number
	 * @return the certificates
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 * @throws IllegalStateException if the merchant has none
	 */
	public PlatformCertificates platformCertificates(String mchid) {
		PlatformCertificates certificates = this.platform.account(mchid).certificates();
		if (certificates == null) {
			throw new IllegalStateException("Merchant '%s' has no platform certificates".formatted(mchid));
		}
		return certificates;
	}

	/**
	 * The clock that sessions, contracts and notifications live by.
	 * @return the clock, which can be moved forward
	 */
	public SimulatorClock clock() {
		return this.clock;
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
	 * {@link WechatPaySimulatorBuilder#recordLimit}.
	 * @return the requests
	 */
	public List<ReceivedRequest> requests() {
		return this.log.list();
	}

	/**
	 * Every API request with its answer, in the order of the answers; only the latest are
	 * kept, see {@link WechatPaySimulatorBuilder#recordLimit}.
	 * @return the requests that were answered
	 */
	public List<AnsweredRequest> answeredRequests() {
		return this.log.listAnswered();
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
	 * @throws IllegalStateException if several merchants have one of this number
	 */
	public Optional<SimulatedSession> session(String outContractCode) {
		return this.sessions.find(outContractCode);
	}

	/**
	 * Finds a signing session of one merchant.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return the session as it is now, or nothing
	 */
	public Optional<SimulatedSession> session(String mchid, String outContractCode) {
		return this.sessions.find(mchid, outContractCode);
	}

	/**
	 * All signing sessions, oldest first.
	 * @return the sessions as they are now
	 */
	public List<SimulatedSession> sessions() {
		return this.sessions.list();
	}

	/**
	 * All orders, oldest first.
	 * @return the orders
	 */
	public List<SimulatedOrder> orders() {
		return this.orders.list();
	}

	/**
	 * Gives out a prepay_id to the first merchant as if for an order, so that a session
	 * behind a payment can be opened without one. It is valid for two hours and for every
	 * payer.
	 * @return the prepay_id
	 */
	public String issuePrepayId() {
		return issuePrepayId(merchant().mchid());
	}

	/**
	 * Gives out a prepay_id to a merchant as if for an order.
	 * @param mchid the merchant number
	 * @return the prepay_id
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 */
	public String issuePrepayId(String mchid) {
		return this.orders.issue(this.platform.account(mchid), null);
	}

	/**
	 * Signs as the payer, who, for a session behind a payment, has paid: the session gets
	 * a contract id at once, and its notification is delivered, with re-sends until it is
	 * acknowledged.
	 * @param outContractCode the merchant's contract number
	 * @return the last attempt of the delivery
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more, several
	 * merchants have one of this number, or the route of notifications leads nowhere, see
	 * {@link WechatPaySimulatorBuilder#notificationRoute}; nothing is signed then
	 */
	public CompletableFuture<Delivery> confirm(String outContractCode) {
		return confirm(this.sessions.require(outContractCode), (delivery) -> {
		});
	}

	/**
	 * Signs as the payer of one merchant's session.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return the last attempt of the delivery
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more, or the route of
	 * notifications leads nowhere; nothing is signed then
	 */
	public CompletableFuture<Delivery> confirm(String mchid, String outContractCode) {
		return confirm(this.sessions.require(mchid, outContractCode), (delivery) -> {
		});
	}

	/**
	 * Gives up as the payer: nothing is ever sent.
	 * @param outContractCode the merchant's contract number
	 * @return the session, abandoned
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more, or several
	 * merchants have one of this number
	 */
	public SimulatedSession abandon(String outContractCode) {
		return this.sessions.abandon(this.sessions.require(outContractCode));
	}

	/**
	 * Gives up as the payer of one merchant's session.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return the session, abandoned
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the session is not open any more
	 */
	public SimulatedSession abandon(String mchid, String outContractCode) {
		return this.sessions.abandon(this.sessions.require(mchid, outContractCode));
	}

	/**
	 * Ends the contract as the payer, inside WeChat. Whether WeChat Pay notifies that is
	 * not documented: a notification is delivered to the termination address, if there is
	 * one, see {@link WechatPaySimulatorBuilder#terminationUrl} and
	 * {@link Notifications#terminationsTo}, and none otherwise.
	 * @param outContractCode the merchant's contract number
	 * @return the last attempt of the delivery, or nothing at once if there is none
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract is not in force, several merchants
	 * have one of this number, or there is a termination address and the route of
	 * notifications leads nowhere, see
	 * {@link WechatPaySimulatorBuilder#notificationRoute}; nothing is ended then
	 */
	public CompletableFuture<Optional<Delivery>> terminateByPayer(String outContractCode) {
		return terminate(this.sessions.require(outContractCode), (delivery) -> {
		});
	}

	/**
	 * Ends one merchant's contract as the payer, inside WeChat.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return the last attempt of the delivery, or nothing at once if there is none
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract is not in force, or there is a
	 * termination address and the route of notifications leads nowhere; nothing is ended
	 * then
	 */
	public CompletableFuture<Optional<Delivery>> terminateByPayer(String mchid, String outContractCode) {
		return terminate(this.sessions.require(mchid, outContractCode), (delivery) -> {
		});
	}

	/**
	 * Forgets faults, records, sessions and orders, releases held answers, stops re-sends
	 * and takes moves of the clock back, as if just started; nonces stay used, and
	 * platform certificates as they are.
	 */
	public void reset() {
		this.answers.clear();
		this.agenda.reset();
		this.notifications.reset();
		this.sessions.clear();
		this.orders.clear();
		this.log.clear();
		this.timeline.clear();
	}

	/**
	 * Stops listening, gives answers that are on their way a quarter of a second, cuts
	 * what is open then and ends all threads.
	 */
	@Override
	public void close() {
		this.agenda.reset();
		this.notifications.reset();
		this.server.close(WORK_LIMIT);
		dispose();
	}

	CompletableFuture<Delivery> confirm(SimulatedSession session, Consumer<Delivery> onAttempt) {
		this.notifications.routes().route(URI.create(session.notifyUrl()));
		SimulatedSession signed = this.sessions.confirm(session);
		return this.notifications.announce(this.notifications.draftOf(signed.mchid(), signed.outContractCode()).build(),
				onAttempt);
	}

	CompletableFuture<Optional<Delivery>> terminate(SimulatedSession session, Consumer<Delivery> onAttempt) {
		URI target = this.notifications.routes().terminationUrl(session.mchid());
		if (target != null) {
			this.notifications.routes().route(target);
		}
		SimulatedSession ended = this.sessions.terminate(session, "USER_TERMINATE", "用户解约");
		if (target == null) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		return this.notifications
			.announce(this.notifications.terminationDraftOf(ended.mchid(), ended.outContractCode()).build(), onAttempt)
			.thenApply(Optional::of);
	}

	/**
	 * Ends the workers before the event loops, so that none is left writing to a loop
	 * that is gone.
	 */
	private void dispose() {
		this.scheduler.disposeGracefully()
			.timeout(WORK_LIMIT)
			.onErrorComplete()
			.doFinally((signal) -> this.scheduler.dispose())
			.then(this.courier.disposeLater())
			.onErrorComplete()
			.then(this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
			.timeout(CLOSE_LIMIT)
			.onErrorComplete()
			.block();
	}

}
