package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

final class AnswerFaultNames {

	static final Map<String, AnswerFault> ALL = new LinkedHashMap<>();

	static {
		ALL.put("probe", AnswerFault.probe());
		ALL.put("wrong-signature", AnswerFault.wrongSignature());
		ALL.put("no-signature", AnswerFault.noSignature());
		ALL.put("unknown-serial", AnswerFault.unknownSerial());
		ALL.put("stale", AnswerFault.stale(301));
		ALL.put("tampered-body", AnswerFault.tamperedBody());
		ALL.put("delayed", AnswerFault.delayed(Duration.ofSeconds(3)));
		ALL.put("dripping", AnswerFault.dripping(Duration.ofMillis(100)));
		ALL.put("held", AnswerFault.held());
		ALL.put("reset", AnswerFault.reset());
		ALL.put("reset-mid-body", AnswerFault.resetMidBody());
		ALL.put("sign-error", AnswerFault.signError());
		ALL.put("no-auth", AnswerFault.noAuth());
		ALL.put("too-frequent", AnswerFault.tooFrequent("RATELIMIT_EXCEEDED"));
		ALL.put("system-error", AnswerFault.systemError());
		ALL.put("bad-gateway", AnswerFault.badGateway());
		ALL.put("service-unavailable", AnswerFault.serviceUnavailable());
	}

	private AnswerFaultNames() {
	}

}
