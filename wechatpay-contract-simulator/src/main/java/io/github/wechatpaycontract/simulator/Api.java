package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The merchant's side of the service: authenticates, checks and answers API requests, and
 * spoils answers where the script says so. It has no platform certificate: also a request
 * without {@code Wechatpay-Serial} is answered with the public key.
 */
final class Api {

	private static final Logger logger = LoggerFactory.getLogger(Api.class);

	private static final String MINI_PROGRAM = "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program";

	private final Platform platform;

	private final Authentication authentication;

	private final SignRequestReader reader;

	private final Sessions sessions;

	private final Answers answers;

	private final RequestLog log;

	Api(Platform platform, Sessions sessions, Answers answers, RequestLog log) {
		this.platform = platform;
		this.authentication = new Authentication(platform);
		this.reader = new SignRequestReader(platform.merchant());
		this.sessions = sessions;
		this.answers = answers;
		this.log = log;
	}

	Answer answer(ReceivedRequest request) {
		AnswerFault fault = this.answers.take();
		Refusal refusal = null;
		try {
			this.authentication.check(request);
			this.log.add(request.accepted());
		}
		catch (Refusal ex) {
			logger.debug("Refused {} {}: {}", request.method(), request.rawUri(), ex.code());
			this.log.add(request);
			refusal = ex;
		}
		Answer replacement = fault.replacement();
		if (replacement != null) {
			return fault.spoil(withRequestId(replacement, 0));
		}
		return fault.spoil((refusal != null) ? withRequestId(refusal.answer(Signing.NONE), refusal.errorNumber())
				: serve(request));
	}

	private Answer serve(ReceivedRequest request) {
		try {
			if (!request.method().equals("POST") || !request.rawUri().equals(MINI_PROGRAM)) {
				throw new Refusal(404, "RESOURCE_NOT_EXISTS", "not found");
			}
			checkHeaders(request.headers());
			return withRequestId(Answer.json(200, open(request), Signing.RIGHT), 0);
		}
		catch (Refusal ex) {
			logger.debug("Refused {} {}: {}", request.method(), request.rawUri(), ex.code());
			return withRequestId(ex.answer(Signing.RIGHT), ex.errorNumber());
		}
	}

	private Map<String, Object> open(ReceivedRequest request) throws Refusal {
		SimulatedSession session = this.sessions.open(this.reader.read(request.body()));
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("pre_entrustweb_id", session.preEntrustwebId());
		body.put("mchid", this.platform.merchant().mchid());
		body.put("service_id", session.serviceId());
		body.put("out_contract_code", session.outContractCode());
		body.put("sign_mp_appid", "wxbd687630cd02ce1d");
		body.put("sign_mp_path", "pages/PwdExemptContract/index");
		return body;
	}

	private void checkHeaders(HeaderFields headers) throws Refusal {
		String accept = headers.first("Accept").orElse("");
		if (!accept.contains("application/json") && !accept.contains("*/*")) {
			throw Refusal.header("Accept", accept, "must allow application/json");
		}
		String contentType = headers.first("Content-Type").orElse("");
		if (!contentType.matches("(?i)application/json\\s*(;.*)?")) {
			throw Refusal.header("Content-Type", contentType, "must be application/json");
		}
		if (headers.first("User-Agent").orElse("").isBlank()) {
			throw Refusal.header("User-Agent", "", "must not be empty");
		}
		String serial = headers.first("Wechatpay-Serial").orElse(this.platform.merchant().publicKeyId());
		if (!serial.equals(this.platform.merchant().publicKeyId())) {
			throw Refusal.header("Wechatpay-Serial", serial, "is not a platform key of the merchant");
		}
	}

	private Answer withRequestId(Answer answer, long errorNumber) {
		return answer.field("Request-ID", this.platform.tokens().requestId(errorNumber))
			.field("Content-Language", "zh-CN");
	}

}
