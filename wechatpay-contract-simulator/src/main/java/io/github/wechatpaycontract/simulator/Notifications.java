package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What WeChat Pay sends to the merchant: builds, signs, sends and re-sends notifications,
 * rightly or with a fault.
 */
public final class Notifications {

	private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

	private final Platform platform;

	private final Sessions sessions;

	private final ContractView view;

	private final NotificationWriter writer;

	private final Courier courier;

	private final Scheduler scheduler;

	private final Agenda agenda;

	private final Timeline timeline;

	private final Map<Object, PendingNotification> waiting = new ConcurrentHashMap<>();

	private final Duration firstDelay;

	private final List<Duration> resendDelays;

	private final @Nullable URI terminationUrl;

	private final UnaryOperator<URI> defaultRoute;

	private final Recent<Delivery> deliveries;

	private final Deque<NotificationFault> next = new ArrayDeque<>();

	private NotificationFault shared = NotificationFault.none();

	private final Share share = new Share(0);

	private final Set<CompletableFuture<?>> unfinished = ConcurrentHashMap.newKeySet();

	private final Map<String, URI> terminationUrls = new ConcurrentHashMap<>();

	private volatile @Nullable URI route;

	Notifications(Platform platform, Sessions sessions, Courier courier, Scheduler scheduler, Agenda agenda,
			Timeline timeline, WechatPaySimulator.Builder settings) {
		this.platform = platform;
		this.sessions = sessions;
		this.view = new ContractView(platform);
		this.writer = new NotificationWriter(platform);
		this.courier = courier;
		this.scheduler = scheduler;
		this.agenda = agenda;
		this.timeline = timeline;
		this.firstDelay = Objects.requireNonNullElse(settings.notificationDelay, settings.schedule.firstDelay());
		this.resendDelays = settings.schedule.resendDelays();
		this.terminationUrl = settings.terminationUrl;
		this.defaultRoute = settings.notificationRoute;
		this.deliveries = new Recent<>(settings.recordLimit);
	}

	/**
	 * Starts from the notification of a signed contract: its id, resource and target. It
	 * stays the same when the contract has ended.
	 * @param outContractCode the merchant's contract number
	 * @return a builder to send as it is or to change
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract was never signed, or several
	 * merchants have one of this number
	 */
	public NotificationDraft.Builder draftOf(String outContractCode) {
		return draftOf(this.sessions.require(outContractCode));
	}

	/**
	 * Starts from the notification of a signed contract of one merchant.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return a builder to send as it is or to change
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract was never signed
	 */
	public NotificationDraft.Builder draftOf(String mchid, String outContractCode) {
		return draftOf(this.sessions.require(mchid, outContractCode));
	}

	/**
	 * Starts from the notification of an ended contract: its id and resource, and as
	 * target the termination address, if there is one.
	 * @param outContractCode the merchant's contract number
	 * @return a builder to send as it is or to change
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract has not ended, or several merchants
	 * have one of this number
	 */
	public NotificationDraft.Builder terminationDraftOf(String outContractCode) {
		return terminationDraftOf(this.sessions.require(outContractCode));
	}

	/**
	 * Starts from the notification of an ended contract of one merchant.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's contract number
	 * @return a builder to send as it is or to change
	 * @throws java.util.NoSuchElementException if no session was opened for it
	 * @throws IllegalStateException if the contract has not ended
	 */
	public NotificationDraft.Builder terminationDraftOf(String mchid, String outContractCode) {
		return terminationDraftOf(this.sessions.require(mchid, outContractCode));
	}

	private NotificationDraft.Builder draftOf(SimulatedSession session) {
		String id = session.notificationId();
		if (id == null) {
			throw new IllegalStateException("The session of contract '%s' is %s, not SIGNED"
				.formatted(session.outContractCode(), session.state()));
		}
		return NotificationDraft.builder()
			.mchid(session.mchid())
			.id(id)
			.plaintext(Json.write(this.view.signing(session)))
			.target(URI.create(session.notifyUrl()));
	}

	private NotificationDraft.Builder terminationDraftOf(SimulatedSession session) {
		SimulatedTermination termination = session.termination();
		if (termination == null) {
			throw new IllegalStateException("The session of contract '%s' is %s, not TERMINATED"
				.formatted(session.outContractCode(), session.state()));
		}
		NotificationDraft.Builder draft = NotificationDraft.builder()
			.mchid(session.mchid())
			.id(termination.notificationId())
			.eventType("ENTRUST.TERMINATE")
			.summary("免密支付解约成功")
			.plaintext(Json.write(this.view.termination(session)));
		URI target = terminationUrl(session.mchid());
		return (target != null) ? draft.target(target) : draft;
	}

	/**
	 * Encrypts and signs without sending.
	 * @param draft the notification
	 * @return header fields and body, spoilt by the draft's fault
	 */
	public SignedNotification build(NotificationDraft draft) {
		return this.writer.write(draft, draft.fault());
	}

	/**
	 * Signs any body as WeChat Pay would, for the first merchant.
	 * @param body the bytes
	 * @return header fields and body
	 */
	public SignedNotification sign(byte[] body) {
		return this.writer.sign(body, NotificationFault.none(), this.writer.account(null));
	}

	/**
	 * Signs any body as WeChat Pay would.
	 * @param mchid the merchant it is for
	 * @param body the bytes
	 * @return header fields and body
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 */
	public SignedNotification sign(String mchid, byte[] body) {
		return this.writer.sign(body, NotificationFault.none(), this.writer.account(mchid));
	}

	/**
	 * Signs any body as WeChat Pay would, for the first merchant.
	 * @param body the text
	 * @return header fields and body
	 */
	public SignedNotification sign(String body) {
		return sign(body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends once.
	 * @param draft the notification; it needs a target
	 * @return how it went; completes without an exception also if there was no answer
	 */
	public CompletableFuture<Delivery> send(NotificationDraft draft) {
		return track(attempt(draft, 1, draft.fault()));
	}

	/**
	 * Sends several copies at the same time, each signed for itself.
	 * @param draft the notification; it needs a target
	 * @param copies how many
	 * @return how each went
	 */
	public CompletableFuture<List<Delivery>> send(NotificationDraft draft, int copies) {
		return track(Flux.range(0, copies).flatMap((i) -> attempt(draft, 1, draft.fault()), copies).collectList());
	}

	/**
	 * Sends something already signed, once, as it is.
	 * @param notification header fields and body
	 * @param target where to
	 * @return how it went
	 */
	public CompletableFuture<Delivery> send(SignedNotification notification, URI target) {
		return track(record(null, notification, this.courier.carry(notification, "", route(target), 1, "as given")));
	}

	/**
	 * Sends, and sends again by the schedule until it is acknowledged. The draft's fault
	 * spoils the first attempt only.
	 * @param draft the notification; it needs a target
	 * @return how the last attempt went
	 */
	public CompletableFuture<Delivery> deliver(NotificationDraft draft) {
		return deliver(draft, Duration.ZERO, (delivery) -> {
		});
	}

	/**
	 * Spoils the next attempts of {@link #deliver deliver}, also those that a confirmed
	 * contract causes.
	 * @param faults one for each attempt, in order; added behind those already waiting
	 */
	public void next(NotificationFault... faults) {
		synchronized (this.next) {
			this.next.addAll(List.of(faults));
		}
	}

	/**
	 * Spoils a share of all attempts of {@link #deliver deliver} for which {@link #next
	 * next} has nothing, spread evenly: with 0.5 every second one. The draft's own fault
	 * does not count for those.
	 * @param fault the fault
	 * @param share from 0 to 1
	 */
	public void share(NotificationFault fault, double share) {
		synchronized (this.next) {
			this.share.set(share);
			this.shared = fault;
		}
	}

	/**
	 * Spoils every attempt of {@link #deliver deliver} for which {@link #next next} has
	 * nothing.
	 * @param fault the fault
	 */
	public void always(NotificationFault fault) {
		share(fault, 1);
	}

	/**
	 * The faults that wait for their attempt.
	 */
	List<NotificationFault> waitingFaults() {
		synchronized (this.next) {
			return List.copyOf(this.next);
		}
	}

	void forgetFaults() {
		synchronized (this.next) {
			this.next.clear();
			this.share.set(0);
		}
	}

	/**
	 * Sends everything to one address, whatever the notify URL says.
	 * @param target the address, or null to go by the notify URL again
	 * @see WechatPaySimulator.Builder#notificationRoute
	 */
	public void routeTo(@Nullable URI target) {
		this.route = target;
	}

	/**
	 * Sets where the end of every contract is notified; until then, and again after a
	 * reset, the simulator's own setting holds.
	 * @param target the address
	 * @see WechatPaySimulator.Builder#terminationUrl
	 */
	public void terminationsTo(URI target) {
		this.platform.merchants().forEach((merchant) -> terminationsTo(merchant.mchid(), target));
	}

	/**
	 * Sets where the end of one merchant's contracts is notified.
	 * @param mchid the merchant number
	 * @param target the address
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 * @see WechatPaySimulator.Builder#terminationUrl
	 */
	public void terminationsTo(String mchid, URI target) {
		this.terminationUrls.put(this.platform.account(mchid).mchid(), target);
	}

	/**
	 * Every attempt so far, oldest first; only the latest are kept, see
	 * {@link WechatPaySimulator.Builder#recordLimit}.
	 * @return the attempts
	 */
	public List<Delivery> deliveries() {
		return this.deliveries.list();
	}

	/**
	 * The notifications that are still to be sent, or to be sent again, the next one
	 * first. One that is being sent right now is not among them.
	 * @return what waits, with the time of the next attempt
	 */
	public List<PendingNotification> pending() {
		return this.waiting.values().stream().sorted(Comparator.comparing(PendingNotification::nextAttemptAt)).toList();
	}

	/**
	 * Delivers something that has just happened, after the pause for such.
	 */
	CompletableFuture<Delivery> announce(NotificationDraft draft) {
		return announce(draft, (delivery) -> {
		});
	}

	CompletableFuture<Delivery> announce(NotificationDraft draft, Consumer<Delivery> onAttempt) {
		return deliver(draft, this.firstDelay, onAttempt);
	}

	@Nullable URI terminationUrl(String mchid) {
		URI own = this.terminationUrls.get(mchid);
		return (own != null) ? own : this.terminationUrl;
	}

	private CompletableFuture<Delivery> deliver(NotificationDraft draft, Duration delay, Consumer<Delivery> onAttempt) {
		route(draft.target());
		return track(redeliver(draft, 1, this.agenda.now().plus(delay), onAttempt));
	}

	/**
	 * Forgets faults, records and addresses, and stops what is still to be sent.
	 */
	void reset() {
		forgetFaults();
		this.unfinished.forEach((future) -> future.cancel(true));
		this.route = null;
		this.terminationUrls.clear();
		this.deliveries.clear();
	}

	/**
	 * Pauses count from one sending to the next, however long the merchant took to
	 * answer.
	 */
	private Mono<Delivery> redeliver(NotificationDraft draft, int attempt, Instant due, Consumer<Delivery> onAttempt) {
		Mono<NotificationFault> fault = Mono
			.fromSupplier(() -> takeFault((attempt == 1) ? draft.fault() : NotificationFault.none()));
		return wait(draft, attempt, due, fault)
			.flatMap((taken) -> wait(draft, attempt, due.plus(taken.journey().delay()), attempt(draft, attempt, taken)))
			.doOnNext(onAttempt)
			.flatMap((delivery) -> (delivery.isAcknowledged() || attempt > this.resendDelays.size())
					? Mono.just(delivery)
					: redeliver(draft, attempt + 1, due.plus(this.resendDelays.get(attempt - 1)), onAttempt));
	}

	/**
	 * Does something for an attempt that is due, and shows it as pending until then.
	 */
	private <T> Mono<T> wait(NotificationDraft draft, int attempt, Instant due, Mono<T> task) {
		return Mono.defer(() -> {
			Object key = new Object();
			this.waiting.put(key, pending(draft, attempt, due));
			return this.agenda.at(due, task.doOnSubscribe((subscription) -> this.waiting.remove(key)))
				.doFinally((signal) -> this.waiting.remove(key));
		});
	}

	private PendingNotification pending(NotificationDraft draft, int attempt, Instant due) {
		return new PendingNotification(draft.id(), this.writer.account(draft.mchid()).mchid(),
				this.sessions.findNotification(draft.id()).map(SimulatedSession::outContractCode).orElse(null),
				draft.eventType(), route(draft.target()), attempt, due);
	}

	private NotificationFault takeFault(NotificationFault own) {
		NotificationFault scripted;
		synchronized (this.next) {
			scripted = this.next.poll();
			if (scripted == null && this.share.takesNext()) {
				scripted = this.shared;
			}
		}
		return (scripted != null) ? scripted : own;
	}

	/**
	 * Sends once, in as many copies as the fault wants.
	 */
	private Mono<Delivery> attempt(NotificationDraft draft, int attempt, NotificationFault fault) {
		route(draft.target());
		return Flux.range(0, fault.journey().copies())
			.flatMap((copy) -> carry(draft, attempt, fault))
			.reduce((one, other) -> one.isAcknowledged() ? one : other);
	}

	private Mono<Delivery> carry(NotificationDraft draft, int attempt, NotificationFault fault) {
		URI target = route(draft.target());
		return Mono.fromCallable(() -> this.writer.write(draft, fault))
			.subscribeOn(this.scheduler)
			.flatMap((signed) -> record(draft, signed, fault.journey().lost() ? lose(draft, target, attempt, fault)
					: this.courier.carry(signed, draft.id(), target, attempt, fault.name())));
	}

	private Mono<Delivery> lose(NotificationDraft draft, URI target, int attempt, NotificationFault fault) {
		return Mono.fromSupplier(() -> new Delivery(draft.id(), target, attempt, fault.name(), null,
				"Lost on the way, as the script says", this.platform.now()));
	}

	private Mono<Delivery> record(@Nullable NotificationDraft draft, SignedNotification signed,
			Mono<Delivery> delivery) {
		return delivery.publishOn(this.scheduler).doOnNext((attempt) -> {
			this.deliveries.add(attempt);
			this.timeline.add(draft, signed, attempt);
			logger.info("Notification {} to {}: attempt {}, fault {}, status {}", attempt.notificationId(),
					attempt.target(), attempt.attempt(), attempt.fault(), attempt.status());
		});
	}

	/**
	 * Where something for a target goes.
	 * @throws IllegalArgumentException if there is no target
	 * @throws IllegalStateException if the simulator's route leads nowhere now
	 */
	URI route(@Nullable URI target) {
		URI fixed = this.route;
		if (fixed != null) {
			return fixed;
		}
		if (target == null) {
			throw new IllegalArgumentException("The notification has no target; set one, or see routeTo");
		}
		return this.defaultRoute.apply(target);
	}

	private <T> CompletableFuture<T> track(Mono<T> mono) {
		CompletableFuture<T> future = mono.toFuture();
		this.unfinished.add(future);
		future.whenComplete((value, ex) -> this.unfinished.remove(future));
		return future;
	}

}
