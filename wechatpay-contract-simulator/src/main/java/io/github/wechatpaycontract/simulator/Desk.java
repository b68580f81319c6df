package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import reactor.core.publisher.Mono;

/**
 * What people use rather than merchants' programs: the page, and the control API.
 */
final class Desk {

	private final Page page;

	private final Control control;

	Desk(Page page, Control control) {
		this.page = page;
		this.control = control;
	}

	static boolean isFor(String rawUri) {
		return Page.isFor(rawUri) || Control.isFor(rawUri);
	}

	Mono<Answer> answer(ReceivedRequest request) {
		String objection = Visitors.objection(request).orElse(null);
		if (objection != null) {
			return Mono.just(forbidden(objection));
		}
		return request.method().equals("HEAD")
				? serve(request.method("GET")).map((answer) -> answer.transmission(Transmission.HEAD)) : serve(request);
	}

	private Mono<Answer> serve(ReceivedRequest request) {
		return Page.isFor(request.rawUri()) ? Mono.fromSupplier(() -> this.page.answer(request))
				: this.control.answer(request.method(), request.rawUri());
	}

	private static Answer forbidden(String detail) {
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("title", "Forbidden");
		problem.put("status", 403);
		problem.put("detail", detail);
		return Answer.json(403, problem, Signing.NONE).field("Content-Type", "application/problem+json");
	}

}
