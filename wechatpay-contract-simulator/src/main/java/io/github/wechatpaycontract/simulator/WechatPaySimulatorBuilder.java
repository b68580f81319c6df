package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link WechatPaySimulator}, which it starts.
 */
public final class WechatPaySimulatorBuilder {

	int port;

	Clock clock = Clock.systemUTC();

	boolean clientsShareClock;

	final List<SimulatedMerchant> merchants = new ArrayList<>();

	Supplier<SimulatedMerchant> defaultMerchant = SimulatedMerchant::generate;

	boolean anyPrepayIdAllowed;

	boolean unsignedContractsShown;

	@Nullable URI terminationUrl;

	ResendSchedule schedule = ResendSchedule.general();

	@Nullable Duration notificationDelay;

	UnaryOperator<URI> notificationRoute = UnaryOperator.identity();

	Duration notificationTimeout = Duration.ofSeconds(5);

	boolean remoteAllowed;

	int recordLimit = 10_000;

	WechatPaySimulatorBuilder() {
	}

	/**
	 * Sets the port; a free one if left out.
	 * @param port the port, or 0
	 * @return this
	 */
	public WechatPaySimulatorBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Sets the clock that {@link WechatPaySimulator#clock()} is built on; the system's if
	 * left out. Where it stands still, notifications that wait are sent only when the
	 * simulator's clock is moved.
	 * @param clock the clock; its time must be that of the clients
	 * @return this
	 */
	public WechatPaySimulatorBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Sets whether clients take their time from {@link WechatPaySimulator#clock()}, so
	 * that it moves for both sides at once. If left out they do not, and the times of
	 * signatures, in both directions, stay with the unmoved clock: a client would refuse
	 * them otherwise, more than five minutes from its own time.
	 * @param shared whether they do
	 * @return this
	 */
	public WechatPaySimulatorBuilder clientsShareClock(boolean shared) {
		this.clientsShareClock = shared;
		return this;
	}

	/**
	 * Adds a merchant; one with fresh keys is made if there is none.
	 * @param merchant the merchant; its number must be its own
	 * @return this
	 */
	public WechatPaySimulatorBuilder merchant(SimulatedMerchant merchant) {
		this.merchants.add(merchant);
		return this;
	}

	/**
	 * Sets where the merchant comes from if none is added.
	 * @param merchant asked when the simulator starts
	 * @return this
	 */
	public WechatPaySimulatorBuilder defaultMerchant(Supplier<SimulatedMerchant> merchant) {
		this.defaultMerchant = merchant;
		return this;
	}

	/**
	 * Sets whether a session behind a payment may name any prepay_id; no if left out: it
	 * must be one that this simulator answered to an order, or issued.
	 * @param allowed whether it may
	 * @return this
	 */
	public WechatPaySimulatorBuilder anyPrepayIdAllowed(boolean allowed) {
		this.anyPrepayIdAllowed = allowed;
		return this;
	}

	/**
	 * Sets what a query answers for a contract that was pre-signed but not signed, which
	 * is not documented: 200 with {@code NOT_SIGNED}, or 404 with
	 * {@code RESOURCE_NOT_EXISTS}; 404 if left out.
	 * @param shown whether it answers 200
	 * @return this
	 */
	public WechatPaySimulatorBuilder unsignedContractsShown(boolean shown) {
		this.unsignedContractsShown = shown;
		return this;
	}

	/**
	 * Sets where it is notified that a payer ended a contract, which is not documented;
	 * nothing is sent if left out.
	 * @param target the address, an address on this host
	 * @return this
	 */
	public WechatPaySimulatorBuilder terminationUrl(URI target) {
		this.terminationUrl = target;
		return this;
	}

	/**
	 * Sets when notifications are sent and sent again; {@link ResendSchedule#general()}
	 * if left out, because WeChat Pay states none for this product.
	 * @param schedule a published schedule or one of your own
	 * @return this
	 */
	public WechatPaySimulatorBuilder resendSchedule(ResendSchedule schedule) {
		this.schedule = schedule;
		return this;
	}

	/**
	 * Sets a schedule of one's own, see {@link ResendSchedule#of}.
	 * @param delays from each sending to the next, none for no re-send
	 * @return this
	 */
	public WechatPaySimulatorBuilder resendDelays(Duration... delays) {
		return resendSchedule(ResendSchedule.of(delays));
	}

	/**
	 * Sets the pause between an event and the first sending of its notification; that of
	 * the schedule if left out.
	 * @param delay the pause
	 * @return this
	 */
	public WechatPaySimulatorBuilder notificationDelay(Duration delay) {
		this.notificationDelay = delay;
		return this;
	}

	/**
	 * Sets how the address that a notification is sent to follows from its notify URL,
	 * for instance because the merchant's port is not known yet; the notify URL itself if
	 * left out. A {@link IllegalStateException} of the route says why nothing can be
	 * sent.
	 * @param route from the notify URL to the address, asked before each attempt
	 * @return this
	 * @see Notifications#routeTo
	 */
	public WechatPaySimulatorBuilder notificationRoute(UnaryOperator<URI> route) {
		this.notificationRoute = route;
		return this;
	}

	/**
	 * Sets how long the merchant may take to answer a notification; 5 seconds if left
	 * out.
	 * @param timeout the limit
	 * @return this
	 */
	public WechatPaySimulatorBuilder notificationTimeout(Duration timeout) {
		this.notificationTimeout = timeout;
		return this;
	}

	/**
	 * Sets whether notifications may leave this host, also to private addresses, see
	 * {@link NotifyUrls}; no if left out.
	 * @param allowed whether they may
	 * @return this
	 */
	public WechatPaySimulatorBuilder remoteTargetsAllowed(boolean allowed) {
		this.remoteAllowed = allowed;
		return this;
	}

	/**
	 * Sets how many requests, deliveries, sessions and orders are kept; 10,000 of each if
	 * left out.
	 * @param limit the number
	 * @return this
	 */
	public WechatPaySimulatorBuilder recordLimit(int limit) {
		this.recordLimit = limit;
		return this;
	}

	/**
	 * Starts listening.
	 * @return the running simulator
	 * @throws IllegalArgumentException if two merchants have the same number, or the port
	 * is not from 0 to 65535
	 * @throws PortUnavailableException if the port cannot be listened on
	 */
	public WechatPaySimulator start() {
		return new WechatPaySimulator(this);
	}

}
