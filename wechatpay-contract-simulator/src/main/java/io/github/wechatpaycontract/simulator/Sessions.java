package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * The signing sessions by contract number; beyond the limit the oldest are forgotten.
 */
final class Sessions {

	private final Platform platform;

	private final int limit;

	private final LinkedHashMap<String, SimulatedSession> sessions = new LinkedHashMap<>();

	Sessions(Platform platform, int limit) {
		this.platform = platform;
		this.limit = limit;
	}

	/**
	 * Opens a session, or finds the one that the same request opened before.
	 */
	synchronized SimulatedSession open(SignRequest request) throws Refusal {
		SimulatedSession known = find(request.outContractCode()).orElse(null);
		if (known == null || known.state() == SessionState.EXPIRED && known.request().equals(request)) {
			return put(SimulatedSession.open(request, this.platform.tokens().alphanumeric(29), this.platform.now()));
		}
		if (known.state() == SessionState.SIGNED) {
			throw Refusal.of(400, "INVALID_REQUEST", "商户签约协议号已使用", "/out_contract_code", request.outContractCode(),
					"already used by a contract", "body");
		}
		if (!known.request().equals(request)) {
			throw Refusal.parameter("/out_contract_code", request.outContractCode(),
					"already used with other parameters");
		}
		return put(known.state(SessionState.OPEN));
	}

	synchronized SimulatedSession confirm(String outContractCode) {
		return put(requireOpen(outContractCode).signed(this.platform.tokens().digits(18).replaceFirst("^0", "1"),
				this.platform.now(), UUID.randomUUID().toString()));
	}

	synchronized SimulatedSession abandon(String outContractCode) {
		return put(requireOpen(outContractCode).state(SessionState.ABANDONED));
	}

	synchronized Optional<SimulatedSession> find(String outContractCode) {
		return Optional.ofNullable(this.sessions.get(outContractCode)).map(this::aged);
	}

	synchronized List<SimulatedSession> list() {
		return this.sessions.values().stream().map(this::aged).toList();
	}

	synchronized void clear() {
		this.sessions.clear();
	}

	SimulatedSession require(String outContractCode) {
		return find(outContractCode).orElseThrow(
				() -> new NoSuchElementException("No session was opened for contract '" + outContractCode + "'"));
	}

	private SimulatedSession requireOpen(String outContractCode) {
		SimulatedSession session = require(outContractCode);
		if (session.state() != SessionState.OPEN) {
			throw new IllegalStateException(
					"The session of contract '%s' is %s, not OPEN".formatted(outContractCode, session.state()));
		}
		return session;
	}

	private SimulatedSession put(SimulatedSession session) {
		this.sessions.put(session.outContractCode(), session);
		if (this.sessions.size() > this.limit) {
			this.sessions.remove(this.sessions.keySet().iterator().next());
		}
		return session;
	}

	private SimulatedSession aged(SimulatedSession session) {
		boolean unsigned = session.state() == SessionState.OPEN || session.state() == SessionState.ABANDONED;
		boolean over = !this.platform.now().isBefore(session.expiresAt());
		return (unsigned && over) ? session.state(SessionState.EXPIRED) : session;
	}

}
