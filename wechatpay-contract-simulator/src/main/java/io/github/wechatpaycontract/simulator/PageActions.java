package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.NoSuchElementException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page's buttons do. Each returns the page to show next; what is sent to the
 * merchant meanwhile is not waited for.
 */
final class PageActions {

	private static final Logger logger = LoggerFactory.getLogger(PageActions.class);

	private static final Map<String, String> ANCHORS = Map.of("terminate", "#contracts", "notify", "#contracts",
			"answer-fault", "#faults", "notification-fault", "#faults", "clear-faults", "#faults", "clock", "#clock");

	private final WechatPaySimulator simulator;

	private final Phones phones;

	PageActions(WechatPaySimulator simulator, Phones phones) {
		this.simulator = simulator;
		this.phones = phones;
	}

	/**
	 * A button of the phone. One that comes too late changes nothing; the phone then
	 * shows why.
	 */
	String onPhone(PageRequest request, String id, String action) {
		SimulatedSession session = this.phones.require(id, request.query("mchid"));
		try {
			press(session, action);
		}
		catch (IllegalStateException ex) {
			logger.debug("Too late for the button: {}", ex.getMessage());
		}
		return switch (request.query("on").orElse("")) {
			case "console" -> "/#payer";
			case "chosen" -> "/?phone=" + id + "&" + Phones.merchant(session) + "#payer";
			default -> "/simulator/phone/" + id + PhonePage.query(request);
		};
	}

	private void press(SimulatedSession session, String action) {
		switch (action) {
			case "confirm" -> this.simulator.confirm(session.mchid(), session.outContractCode());
			case "leave" -> this.simulator.abandon(session.mchid(), session.outContractCode());
			case "terminate" -> this.simulator.terminateByPayer(session.mchid(), session.outContractCode());
			case "time-out" -> this.simulator.clock().advance(untilEnd(session));
			default -> throw new NoSuchElementException("A phone has no button '" + action + "'");
		}
	}

	private Duration untilEnd(SimulatedSession session) {
		if (session.state() != SessionState.OPEN) {
			throw new IllegalStateException("The session is %s, not OPEN".formatted(session.state()));
		}
		Duration left = Duration.between(this.simulator.clock().instant(), session.expiresAt());
		return left.isNegative() ? Duration.ZERO : left;
	}

	String onConsole(PageRequest request, String action) {
		switch (action) {
			case "terminate" -> terminate(contract(request));
			case "notify" -> notify(contract(request));
			case "answer-fault" -> this.simulator.answers().next(AnswerFault.named(required(request, "fault")));
			case "notification-fault" ->
				this.simulator.notifications().next(NotificationFault.named(required(request, "fault")));
			case "clear-faults" -> {
				this.simulator.answers().clear();
				this.simulator.notifications().faults().clear();
			}
			case "clock" -> this.simulator.clock().advance(distance(required(request, "by")));
			case "reset" -> this.simulator.reset();
			default -> throw new NoSuchElementException("The page has no button '" + action + "'");
		}
		return "/" + ANCHORS.getOrDefault(action, "");
	}

	private void terminate(SimulatedSession session) {
		this.simulator.terminateByPayer(session.mchid(), session.outContractCode());
	}

	private void notify(SimulatedSession session) {
		Notifications notifications = this.simulator.notifications();
		notifications.send(notifications.latestDraftOf(session).build());
	}

	private SimulatedSession contract(PageRequest request) {
		return this.phones.require(required(request, "out_contract_code"), request.form("mchid"));
	}

	/**
	 * How far to move the clock: by an amount, or to when something is sent next.
	 */
	private Duration distance(String by) {
		if (!by.equals("next")) {
			return duration(by);
		}
		return this.simulator.notifications()
			.pending()
			.stream()
			.findFirst()
			.map((next) -> Duration.between(this.simulator.clock().instant(), next.nextAttemptAt()))
			.filter((until) -> !until.isNegative())
			.orElse(Duration.ZERO);
	}

	private static Duration duration(String text) {
		try {
			return Duration.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("Not a duration: '" + text + "'", ex);
		}
	}

	private static String required(PageRequest request, String name) {
		return request.form(name).orElseThrow(() -> new IllegalArgumentException("The form needs '" + name + "'"));
	}

}
