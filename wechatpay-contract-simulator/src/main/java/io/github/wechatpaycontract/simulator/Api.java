package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The merchants' side of the service: authenticates requests, hands them to their
 * operation, and spoils answers where the script says so.
 */
final class Api {

	private static final Logger logger = LoggerFactory.getLogger(Api.class);

	private final Platform platform;

	private final Authentication authentication;

	private final List<Route> routes;

	private final Answers answers;

	private final RequestLog log;

	private final Timeline timeline;

	Api(Platform platform, List<Route> routes, Answers answers, RequestLog log, Timeline timeline) {
		this.platform = platform;
		this.authentication = new Authentication(platform);
		this.routes = routes;
		this.answers = answers;
		this.log = log;
		this.timeline = timeline;
	}

	/**
	 * Whom a request comes from is settled also where the script answers in place of the
	 * service: the log tells.
	 */
	Answer answer(ReceivedRequest request) {
		AnswerFault fault = this.answers.faults().take((waiting) -> waiting.isFor(request), AnswerFault.none());
		Answer answer = replacement(fault, request);
		ReceivedRequest logged = request;
		try {
			Account account = this.authentication.check(request);
			logged = request.accepted();
			this.log.add(logged);
			if (answer == null) {
				answer = serve(account, request);
			}
		}
		catch (Refusal ex) {
			this.log.add(request);
			if (answer == null) {
				answer = refuse(request, ex, Signing.NONE);
			}
		}
		Answer spoilt = fault.spoil(answer.key(this.authentication.claimed(request)
			.map((account) -> account.answering(request, fault.signer()))
			.orElse(null)));
		this.timeline.add(logged, spoilt, fault.name());
		this.log.answered(logged, spoilt);
		return spoilt;
	}

	private @Nullable Answer replacement(AnswerFault fault, ReceivedRequest request) {
		Answer replacement = fault.replacement(request);
		if (replacement == null || replacement.status() < 400) {
			return (replacement != null) ? withRequestId(replacement, 0) : null;
		}
		String code = Json.find(replacement.text()).map((body) -> body.path("code").asText()).orElse("");
		return withRequestId(replacement, Refusal.errorNumber(code));
	}

	private Answer serve(Account account, ReceivedRequest request) {
		try {
			for (Route route : this.routes) {
				Map<String, String> variables = route.match(request).orElse(null);
				if (variables != null) {
					checkHeaders(request, account);
					Object content = route.operation().serve(new Call(account, request, variables));
					return withRequestId(Answer.json(200, content, Signing.RIGHT), 0);
				}
			}
			throw new Refusal(404, "RESOURCE_NOT_EXISTS", "not found");
		}
		catch (Refusal ex) {
			return refuse(request, ex, Signing.RIGHT);
		}
	}

	private static void checkHeaders(ReceivedRequest request, Account account) throws Refusal {
		HeaderFields headers = request.headers();
		String accept = headers.first("Accept").orElse("");
		if (!accept.contains("application/json") && !accept.contains("*/*")) {
			throw Refusal.header("Accept", accept, "must allow application/json");
		}
		String contentType = headers.first("Content-Type").orElse("");
		if (request.body().length != 0 && !contentType.matches("(?i)application/json\\s*(;.*)?")) {
			throw Refusal.header("Content-Type", contentType, "must be application/json");
		}
		if (headers.first("User-Agent").orElse("").isBlank()) {
			throw Refusal.header("User-Agent", "", "must not be empty");
		}
		// The official SDK sends it empty before it knows a certificate.
		String serial = headers.first("Wechatpay-Serial").orElse("");
		if (!serial.isEmpty() && account.find(serial).isEmpty()) {
			throw Refusal.header("Wechatpay-Serial", serial, "is not a platform key of the merchant");
		}
	}

	private Answer refuse(ReceivedRequest request, Refusal refusal, Signing signing) {
		logger.debug("Refused {} {}: {}", request.method(), request.rawUri(), refusal.code());
		return withRequestId(refusal.answer(signing), Refusal.errorNumber(refusal.code()));
	}

	private Answer withRequestId(Answer answer, long errorNumber) {
		return answer.field("Request-ID", this.platform.tokens().requestId(errorNumber))
			.field("Content-Language", "zh-CN");
	}

}
