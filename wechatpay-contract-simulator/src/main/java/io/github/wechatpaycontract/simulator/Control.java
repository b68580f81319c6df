package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The payer's side for a person with curl: lists sessions, confirms, abandons,
 * terminates, notifies. With several merchants, {@code ?mchid=} says whose contract is
 * meant.
 */
final class Control {

	private static final Pattern CONTRACT = Pattern
		.compile("/simulator/contracts/([0-9A-Za-z]{1,32})(?:/(confirm|abandon|terminate|notify))?");

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
		String action = contract.group(2);
		if (!method.equals((action != null) ? "POST" : "GET")) {
			return Mono
				.just(problem(405, "Method Not Allowed", null).field("Allow", (action != null) ? "POST" : "GET, HEAD"));
		}
		String query = (mark < 0) ? "" : rawUri.substring(mark + 1);
		SimulatedSession session = find(contract.group(1), parameter(query, "mchid"));
		return (action != null) ? act(session, action, query) : ok(describe(session));
	}

	private SimulatedSession find(String code, @Nullable String mchid) {
		return ((mchid != null) ? this.simulator.session(mchid, code) : this.simulator.session(code))
			.orElseThrow(() -> new NoSuchElementException("No session was opened for contract '" + code + "'"));
	}

	private Mono<Answer> act(SimulatedSession session, String action, String query) {
		return switch (action) {
			case "confirm" -> first((onAttempt) -> this.simulator.confirm(session, onAttempt)).then(show(session));
			case "terminate" -> first((onAttempt) -> this.simulator.terminate(session, onAttempt)).then(show(session));
			case "abandon" -> ok(describe(this.simulator.abandon(session.mchid(), session.outContractCode())));
			default -> resend(session, Objects.requireNonNullElse(parameter(query, "fault"), "none"));
		};
	}

	private Mono<Answer> show(SimulatedSession session) {
		return Mono.defer(() -> ok(describe(find(session.outContractCode(), session.mchid()))));
	}

	/**
	 * Waits for the first attempt of a delivery, or for its end if there is none.
	 */
	private static Mono<Void> first(Function<Consumer<Delivery>, CompletableFuture<?>> deliver) {
		CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
		deliver.apply((attempt) -> first.complete(null)).whenComplete((delivery, ex) -> first.complete(null));
		return Mono.fromFuture(first).then();
	}

	private static @Nullable String parameter(String query, String name) {
		Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
		return matcher.find() ? matcher.group(1) : null;
	}

	private Mono<Answer> resend(SimulatedSession session, String faultName) {
		NotificationFault fault = NotificationFault.named(faultName);
		Notifications notifications = this.simulator.notifications();
		CompletableFuture<Delivery> sent = notifications
			.send(notifications.latestDraftOf(session).fault(fault).build());
		if (fault.isLate()) {
			return Mono.just(Answer.json(202, Map.of("delay", fault.journey().delay().toString()), Signing.NONE));
		}
		return Mono.fromFuture(sent)
			.map((delivery) -> (delivery.status() != null)
					? Answer.json(200, Map.of("status", delivery.status()), Signing.NONE)
					: problem(502, "Bad Gateway", new IllegalStateException(delivery.failure())));
	}

	private Map<String, Object> describe(SimulatedSession session) {
		Map<String, Object> view = new LinkedHashMap<>();
		SimulatedTermination termination = session.termination();
		view.put("mchid", session.mchid());
		view.put("outContractCode", session.outContractCode());
		view.put("mode", session.request().mode().name());
		view.put("scene", session.request().scene().name());
		view.put("state", session.state().name());
		view.put("preEntrustwebId", session.preEntrustwebId());
		view.put("contractId", session.contractId());
		view.put("openedAt", session.openedAt().toString());
		view.put("expiresAt", session.expiresAt().toString());
		view.put("notifyUrl", session.notifyUrl());
		view.put("terminationMode", (termination != null) ? termination.mode() : null);
		view.put("deliveries",
				deliveries(session.notificationId(), (termination != null) ? termination.notificationId() : null));
		return view;
	}

	private List<Map<String, Object>> deliveries(@Nullable String signing, @Nullable String termination) {
		return this.simulator.notifications()
			.deliveries()
			.stream()
			.filter((delivery) -> delivery.notificationId().equals(signing)
					|| delivery.notificationId().equals(termination))
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
