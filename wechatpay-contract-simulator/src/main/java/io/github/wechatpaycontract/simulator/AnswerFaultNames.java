package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer faults that have a button, by name.
 */
final class AnswerFaultNames {

	static final Map<String, AnswerFault> ALL = all();

	private AnswerFaultNames() {
	}

	private static Map<String, AnswerFault> all() {
		Map<String, AnswerFault> faults = new LinkedHashMap<>();
		faults.put("probe", AnswerFault.probe());
		faults.put("wrong-signature", AnswerFault.wrongSignature());
		faults.put("no-signature", AnswerFault.noSignature());
		faults.put("unknown-serial", AnswerFault.unknownSerial());
		faults.put("stale", AnswerFault.stale(301));
		faults.put("tampered-body", AnswerFault.tamperedBody());
		faults.put("delayed", AnswerFault.delayed(Duration.ofSeconds(3)));
		faults.put("dripping", AnswerFault.dripping(Duration.ofMillis(100)));
		faults.put("held", AnswerFault.held());
		faults.put("reset", AnswerFault.reset());
		faults.put("reset-mid-body", AnswerFault.resetMidBody());
		faults.put("sign-error", AnswerFault.signError());
		faults.put("no-auth", AnswerFault.noAuth());
		faults.put("too-frequent", AnswerFault.tooFrequent("RATELIMIT_EXCEEDED"));
		faults.put("system-error", AnswerFault.systemError());
		faults.put("bad-gateway", AnswerFault.badGateway());
		faults.put("service-unavailable", AnswerFault.serviceUnavailable());
		return Collections.unmodifiableMap(faults);
	}

	/**
	 * The name of a fault that a button made, or nothing for one that a program made.
	 */
	static Optional<String> find(AnswerFault fault) {
		return ALL.entrySet().stream().filter((entry) -> entry.getValue() == fault).map(Map.Entry::getKey).findFirst();
	}

	static AnswerFault named(String name) {
		AnswerFault fault = ALL.get(name);
		if (fault == null) {
			throw new IllegalArgumentException(
					"No fault has the name '%s'; there are %s".formatted(name, ALL.keySet()));
		}
		return fault;
	}

}
