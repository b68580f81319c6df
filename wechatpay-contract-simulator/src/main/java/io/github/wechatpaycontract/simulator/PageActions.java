package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

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
			default -> throw PageProblem.notFound("no-button", action);
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
			case "answer-fault" -> spoilNextAnswer(request);
			case "notification-fault" -> this.simulator.notifications()
				.next(NotificationFault.named(oneOf(NotificationFault.names(), request, "fault")));
			case "clear-faults" -> {
				this.simulator.answers().clear();
				this.simulator.notifications().faults().clear();
			}
			case "clock" -> advance(required(request, "by"));
			case "reset" -> this.simulator.reset();
			default -> throw PageProblem.notFound("no-button", action);
		}
		return "/" + ANCHORS.getOrDefault(action, "");
	}

	private void spoilNextAnswer(PageRequest request) {
		AnswerFault fault = AnswerFault.named(oneOf(AnswerFault.names(), request, "fault"));
		if (request.form("operation").orElse("").isEmpty()) {
			this.simulator.answers().next(fault);
			return;
		}
		this.simulator.answers().next(oneOf(Operations.names(), request, "operation"), fault);
	}

	private void terminate(SimulatedSession session) {
		if (session.state() != SessionState.SIGNED) {
			throw PageProblem.conflict("not-signed", session.outContractCode());
		}
		this.simulator.terminateByPayer(session.mchid(), session.outContractCode());
	}

	private void notify(SimulatedSession session) {
		Notifications notifications = this.simulator.notifications();
		if (session.contractId() == null) {
			throw PageProblem.conflict("not-signed", session.outContractCode());
		}
		if (session.termination() != null && !notifications.isEndNotified(session.mchid())) {
			throw PageProblem.conflict("no-termination-url", session.outContractCode());
		}
		notifications.send(notifications.latestDraftOf(session).build());
	}

	private SimulatedSession contract(PageRequest request) {
		return this.phones.require(required(request, "out_contract_code"), request.form("mchid"));
	}

	/**
	 * Moves the clock by an amount, or to when something is sent next.
	 */
	private void advance(String by) {
		try {
			this.simulator.clock().advance(by.equals("next") ? untilNext() : Duration.parse(by));
		}
		catch (DateTimeParseException ex) {
			throw PageProblem.badRequest("no-duration", by);
		}
		catch (IllegalArgumentException ex) {
			throw PageProblem.badRequest("clock", by);
		}
	}

	private Duration untilNext() {
		return this.simulator.notifications()
			.pending()
			.stream()
			.findFirst()
			.map((next) -> Duration.between(this.simulator.clock().instant(), next.nextAttemptAt()))
			.filter((until) -> !until.isNegative())
			.orElse(Duration.ZERO);
	}

	private static String oneOf(Set<String> names, PageRequest request, String field) {
		String value = required(request, field);
		if (!names.contains(value)) {
			throw PageProblem.badRequest("unknown", field, value);
		}
		return value;
	}

	private static String required(PageRequest request, String field) {
		return request.form(field).orElseThrow(() -> PageProblem.badRequest("missing", field));
	}

}
