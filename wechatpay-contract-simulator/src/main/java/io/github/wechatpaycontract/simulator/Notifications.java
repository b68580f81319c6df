package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What WeChat Pay sends to the merchant: builds, signs, sends and re-sends notifications,
 * rightly or with a fault.
 */
public final class Notifications {

	private final Platform platform;

	private final Sessions sessions;

	private final ContractView view;

	private final NotificationWriter writer;

	private final NotificationRoutes routes;

	private final FaultScript<NotificationFault> faults = new FaultScript<>();

	private final NotificationSender sender;

	private final Redelivery redelivery;

	private final Duration firstDelay;

	private final Set<CompletableFuture<?>> unfinished = ConcurrentHashMap.newKeySet();

	Notifications(Platform platform, Sessions sessions, Courier courier, Scheduler scheduler, Agenda agenda,
			Timeline timeline, WechatPaySimulatorBuilder settings) {
		this.platform = platform;
		this.sessions = sessions;
		this.view = new ContractView(platform);
		this.writer = new NotificationWriter(platform);
		this.routes = new NotificationRoutes(settings.notificationRoute, settings.terminationUrl);
		this.sender = new NotificationSender(platform, this.writer, this.routes, courier, scheduler, timeline,
				settings.recordLimit);
		this.redelivery = new Redelivery(this.sender, this.routes, this.faults, agenda,
				settings.schedule.resendDelays());
		this.firstDelay = Objects.requireNonNullElse(settings.notificationDelay, settings.schedule.firstDelay());
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

	/**
	 * Starts from what tells how a contract stands: the notification of its end once it
	 * has ended, until then that of its signature.
	 * @throws IllegalStateException if the contract was never signed, or has ended and
	 * there is no termination address
	 */
	NotificationDraft.Builder latestDraftOf(SimulatedSession session) {
		if (session.termination() == null) {
			return draftOf(session);
		}
		if (!isEndNotified(session.mchid())) {
			throw new IllegalStateException("Contract '%s' has ended, and there is no address to notify that to; "
				.formatted(session.outContractCode()) + "set a termination URL");
		}
		return terminationDraftOf(session);
	}

	/**
	 * Whether there is an address to notify the end of a merchant's contracts to.
	 */
	boolean isEndNotified(String mchid) {
		return this.routes.leadsSomewhere(this.routes.terminationUrl(mchid));
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
		URI target = this.routes.terminationUrl(session.mchid());
		return (target != null) ? draft.target(target) : draft;
	}

	/**
	 * Encrypts and signs without sending.
	 * @param draft the notification
	 * @return header fields and body, spoilt by the draft's fault
	 * @throws java.util.NoSuchElementException if no merchant has the draft's number
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
	 * Sends once, at once or as {@linkplain NotificationFault#late late} as its fault
	 * says.
	 * @param draft the notification; it needs a target
	 * @return how it went, also if there was no answer; completes with a
	 * {@link java.util.NoSuchElementException} if no merchant has the draft's number
	 * @throws IllegalArgumentException if it has no target
	 * @throws IllegalStateException if the route of notifications leads nowhere, see
	 * {@link WechatPaySimulatorBuilder#notificationRoute}
	 */
	public CompletableFuture<Delivery> send(NotificationDraft draft) {
		return track(this.redelivery.send(draft));
	}

	/**
	 * Sends several copies at the same time, each signed for itself.
	 * @param draft the notification; it needs a target
	 * @param copies how many
	 * @return how each went, also if there was no answer; completes with a
	 * {@link java.util.NoSuchElementException} if no merchant has the draft's number
	 * @throws IllegalArgumentException if it has no target, or copies is not positive
	 * @throws IllegalStateException if the route of notifications leads nowhere
	 */
	public CompletableFuture<List<Delivery>> send(NotificationDraft draft, int copies) {
		Mono<Delivery> sending = this.redelivery.send(draft);
		return track(Flux.range(0, copies).flatMap((i) -> sending, copies).collectList());
	}

	/**
	 * Sends something already signed, once, as it is.
	 * @param notification header fields and body
	 * @param target where to
	 * @return how it went, also if there was no answer
	 * @throws IllegalStateException if the route of notifications leads nowhere
	 */
	public CompletableFuture<Delivery> send(SignedNotification notification, URI target) {
		return track(this.sender.send(notification, target));
	}

	/**
	 * Sends, and sends again by the schedule until it is acknowledged. The draft's fault
	 * spoils the first attempt only.
	 * @param draft the notification; it needs a target
	 * @return how the last attempt went, also if there was no answer; completes with a
	 * {@link java.util.NoSuchElementException} if no merchant has the draft's number
	 * @throws IllegalArgumentException if it has no target
	 * @throws IllegalStateException if the route of notifications leads nowhere; if it
	 * does so only when a later attempt is due, the result completes with it
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
		this.faults.next(List.of(faults));
	}

	/**
	 * Spoils a share of all attempts of {@link #deliver deliver} for which {@link #next
	 * next} has nothing, spread evenly: with 0.5 every second one. The draft's own fault
	 * does not count for those.
	 * @param fault the fault
	 * @param share from 0 to 1
	 * @throws IllegalArgumentException if the share is less than 0 or more than 1
	 */
	public void share(NotificationFault fault, double share) {
		this.faults.share(fault, share);
	}

	/**
	 * Spoils every attempt of {@link #deliver deliver} for which {@link #next next} has
	 * nothing.
	 * @param fault the fault
	 */
	public void always(NotificationFault fault) {
		share(fault, 1);
	}

	FaultScript<NotificationFault> faults() {
		return this.faults;
	}

	/**
	 * Sends everything to one address, whatever the notify URL says.
	 * @param target the address, or null to go by the notify URL again
	 * @see WechatPaySimulatorBuilder#notificationRoute
	 */
	public void routeTo(@Nullable URI target) {
		this.routes.fix(target);
	}

	/**
	 * Sets where the end of every contract is notified; until then, and again after a
	 * reset, the simulator's own setting holds.
	 * @param target the address
	 * @see WechatPaySimulatorBuilder#terminationUrl
	 */
	public void terminationsTo(URI target) {
		this.platform.merchants().forEach((merchant) -> terminationsTo(merchant.mchid(), target));
	}

	/**
	 * Sets where the end of one merchant's contracts is notified.
	 * @param mchid the merchant number
	 * @param target the address
	 * @throws java.util.NoSuchElementException if no merchant has the number
	 * @see WechatPaySimulatorBuilder#terminationUrl
	 */
	public void terminationsTo(String mchid, URI target) {
		this.routes.terminationUrl(this.platform.account(mchid).mchid(), target);
	}

	/**
	 * Every attempt so far, oldest first; only the latest are kept, see
	 * {@link WechatPaySimulatorBuilder#recordLimit}.
	 * @return the attempts
	 */
	public List<Delivery> deliveries() {
		return this.sender.deliveries();
	}

	/**
	 * The notifications that are still to be sent, or to be sent again, the next one
	 * first. One that is being sent right now is not among them.
	 * @return what waits, with the time of the next attempt
	 */
	public List<PendingNotification> pending() {
		return this.redelivery.waiting().stream().map(this::pending).toList();
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

	private PendingNotification pending(Redelivery.Waiting waiting) {
		NotificationDraft draft = waiting.draft();
		return new PendingNotification(draft.id(), this.writer.account(draft.mchid()).mchid(),
				this.sessions.findNotification(draft.id()).map(SimulatedSession::outContractCode).orElse(null),
				draft.eventType(), waiting.target(), waiting.attempt(), waiting.due());
	}

	private CompletableFuture<Delivery> deliver(NotificationDraft draft, Duration pause, Consumer<Delivery> onAttempt) {
		this.routes.route(draft.target());
		return track(Mono.fromRunnable(() -> this.writer.account(draft.mchid()))
			.then(this.redelivery.deliver(draft, pause, onAttempt)));
	}

	private <T> CompletableFuture<T> track(Mono<T> mono) {
		CompletableFuture<T> future = mono.toFuture();
		this.unfinished.add(future);
		future.whenComplete((value, ex) -> this.unfinished.remove(future));
		return future;
	}

	NotificationRoutes routes() {
		return this.routes;
	}

	/**
	 * Forgets faults, records and addresses, and stops what is still to be sent.
	 */
	void reset() {
		this.faults.clear();
		this.unfinished.forEach((future) -> future.cancel(true));
		this.routes.reset();
		this.sender.clear();
	}

}
