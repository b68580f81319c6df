package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The payer's side for a person with curl: lists sessions, confirms, abandons, notifies.
 */
final class Control {

	private static final Pattern CONTRACT = Pattern
		.compile("/simulator/contracts/([0-9A-Za-z]{1,32})(?:/(confirm|abandon|notify))?");

	private static final Pattern FAULT = Pattern.compile("(?:.*&)?fault=([^&]*).*");

	private final WechatPaySimulator simulator;

	Control(WechatPaySimulator simulator) {
		this.simulator = simulator;
	}

	static boolean isFor(String rawUri) {
		return rawUri.matches("/simulator([/?].*)?");
	}

	Mono<Answer> answer(String method, String rawUri) {
		return Mono.defer(() -> serve(method, rawUri))
			.onErrorResume(NoSuchElementException.class, (ex) -> Mono.just(problem(404, "Not Found", ex)))
			.onErrorResume(IllegalStateException.class, (ex) -> Mono.just(problem(409, "Conflict", ex)))
			.onErrorResume(IllegalArgumentException.class, (ex) -> Mono.just(problem(400, "Bad Request", ex)));
	}

	private Mono<Answer> serve(String method, String rawUri) {
		int mark = rawUri.indexOf('?');
		String path = (mark < 0) ? rawUri : rawUri.substring(0, mark);
		if (method.equals("GET") && path.equals("/simulator/contracts")) {
			return ok(this.simulator.sessions().stream().map(this::describe).toList());
		}
		Matcher contract = CONTRACT.matcher(path);
		if (!contract.matches()) {
			throw new NoSuchElementException("Nothing is here; start at GET /simulator/contracts");
		}
		String code = contract.group(1);
		String action = contract.group(2);
		if (!method.equals((action != null) ? "POST" : "GET")) {
			return Mono
				.just(problem(405, "Method Not Allowed", null).field("Allow", (action != null) ? "POST" : "GET"));
		}
		return act(code, action, (mark < 0) ? "" : rawUri.substring(mark + 1));
	}

	private Mono<Answer> act(String code, @Nullable String action, String query) {
		if (action == null) {
			return ok(describe(this.simulator.session(code)
				.orElseThrow(() -> new NoSuchElementException("No session was opened for contract '" + code + "'"))));
		}
		return switch (action) {
			case "confirm" ->
				Mono.fromFuture(this.simulator.confirmAndAwaitFirst(code)).then(Mono.defer(() -> act(code, null, "")));
			case "abandon" -> ok(describe(this.simulator.abandon(code)));
			default -> resend(code, query);
		};
	}

	private Mono<Answer> resend(String code, String query) {
		Matcher matcher = FAULT.matcher(query);
		NotificationFault fault = NotificationFault.named(matcher.matches() ? matcher.group(1) : "none");
		Notifications notifications = this.simulator.notifications();
		return Mono.fromFuture(notifications.send(notifications.draftOf(code).fault(fault).build()))
			.map((delivery) -> (delivery.status() != null)
					? Answer.json(200, Map.of("status", delivery.status()), Signing.NONE)
					: problem(502, "Bad Gateway", new IllegalStateException(delivery.failure())));
	}

	private Map<String, Object> describe(SimulatedSession session) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("outContractCode", session.outContractCode());
		view.put("state", session.state().name());
		view.put("preEntrustwebId", session.preEntrustwebId());
		view.put("contractId", session.contractId());
		view.put("openedAt", session.openedAt().toString());
		view.put("expiresAt", session.expiresAt().toString());
		view.put("notifyUrl", session.notifyUrl());
		view.put("deliveries", deliveries(session.notificationId()));
		return view;
	}

	private List<Map<String, Object>> deliveries(@Nullable String notificationId) {
		return this.simulator.notifications()
			.deliveries()
			.stream()
			.filter((delivery) -> delivery.notificationId().equals(notificationId))
			.map((delivery) -> {
				Map<String, Object> view = new LinkedHashMap<>();
				view.put("attempt", delivery.attempt());
				view.put("fault", delivery.fault());
				view.put("status", delivery.status());
				view.put("failure", delivery.failure());
				return view;
			})
			.toList();
	}

	private static Mono<Answer> ok(Object content) {
		return Mono.just(Answer.json(200, content, Signing.NONE));
	}

	private static Answer problem(int status, String title, @Nullable Throwable cause) {
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("title", title);
		problem.put("status", status);
		if (cause != null) {
			problem.put("detail", cause.getMessage());
		}
		return Answer.json(status, problem, Signing.NONE).field("Content-Type", "application/problem+json");
	}

}
