package io.github.wechatpaycontract.simulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * The signing sessions by merchant and contract number; beyond the limit the oldest are
 * forgotten.
 */
final class Sessions {

	private final Platform platform;

	private final int limit;

	private final LinkedHashMap<Key, SimulatedSession> sessions = new LinkedHashMap<>();

	private final Map<String, Key> contracts = new HashMap<>();

	Sessions(Platform platform, int limit) {
		this.platform = platform;
		this.limit = limit;
	}

	/**
	 * Opens a session, or finds the one that the same request opened before.
	 */
	synchronized SimulatedSession open(SignRequest request) throws Refusal {
		SimulatedSession known = find(request.mchid(), request.outContractCode()).orElse(null);
		if (known == null || known.state() == SessionState.EXPIRED && known.request().equals(request)) {
			String id = (request.scene() == SignScene.MINI_PROGRAM) ? this.platform.tokens().alphanumeric(29) : null;
			return put(SimulatedSession.open(request, id, this.platform.now()));
		}
		if (known.contractId() != null) {
			throw Refusal.of(400, "INVALID_REQUEST", "商户签约协议号已使用", "/out_contract_code", request.outContractCode(),
					"already used by a contract", "body");
		}
		if (!known.request().equals(request)) {
			throw Refusal.parameter("/out_contract_code", request.outContractCode(),
					"already used with other parameters");
		}
		return put(known.state(SessionState.OPEN));
	}

	synchronized SimulatedSession confirm(SimulatedSession session) {
		return put(current(session, SessionState.OPEN).signed(this.platform.tokens().digits(18).replaceFirst("^0", "1"),
				this.platform.now(), UUID.randomUUID().toString()));
	}

	synchronized SimulatedSession abandon(SimulatedSession session) {
		return put(current(session, SessionState.OPEN).state(SessionState.ABANDONED));
	}

	synchronized SimulatedSession terminate(SimulatedSession session, String mode, String remark) {
		return put(current(session, SessionState.SIGNED)
			.terminated(new SimulatedTermination(mode, remark, this.platform.now(), UUID.randomUUID().toString())));
	}

	synchronized Optional<SimulatedSession> find(String mchid, String outContractCode) {
		return Optional.ofNullable(this.sessions.get(new Key(mchid, outContractCode))).map(this::aged);
	}

	/**
	 * Finds the session of whichever merchant has the number.
	 * @throws IllegalStateException if more than one has
	 */
	synchronized Optional<SimulatedSession> find(String outContractCode) {
		List<SimulatedSession> found = this.platform.merchants()
			.stream()
			.flatMap((merchant) -> find(merchant.mchid(), outContractCode).stream())
			.toList();
		if (found.size() > 1) {
			throw new IllegalStateException("Merchants %s all have a contract '%s'; name the merchant as well"
				.formatted(found.stream().map(SimulatedSession::mchid).toList(), outContractCode));
		}
		return found.stream().findFirst();
	}

	synchronized Optional<SimulatedSession> findContract(String contractId) {
		return Optional.ofNullable(this.contracts.get(contractId)).map(this.sessions::get);
	}

	/**
	 * Finds what a notification of the simulator's own is about.
	 */
	synchronized Optional<SimulatedSession> findNotification(String id) {
		return this.sessions.values()
			.stream()
			.filter((session) -> id.equals(session.notificationId())
					|| (session.termination() != null && id.equals(session.termination().notificationId())))
			.findFirst();
	}

	synchronized List<SimulatedSession> list() {
		return this.sessions.values().stream().map(this::aged).toList();
	}

	synchronized void clear() {
		this.sessions.clear();
		this.contracts.clear();
	}

	SimulatedSession require(String mchid, String outContractCode) {
		return find(mchid, outContractCode).orElseThrow(() -> missing(outContractCode));
	}

	SimulatedSession require(String outContractCode) {
		return find(outContractCode).orElseThrow(() -> missing(outContractCode));
	}

	private static NoSuchElementException missing(String outContractCode) {
		return new NoSuchElementException("No session was opened for contract '" + outContractCode + "'");
	}

	private SimulatedSession current(SimulatedSession session, SessionState needed) {
		SimulatedSession current = require(session.mchid(), session.outContractCode());
		if (current.state() != needed) {
			throw new IllegalStateException("The session of contract '%s' is %s, not %s"
				.formatted(current.outContractCode(), current.state(), needed));
		}
		return current;
	}

	private SimulatedSession put(SimulatedSession session) {
		Key key = new Key(session.mchid(), session.outContractCode());
		this.sessions.put(key, session);
		if (session.contractId() != null) {
			this.contracts.put(session.contractId(), key);
		}
		if (this.sessions.size() > this.limit) {
			SimulatedSession oldest = this.sessions.remove(this.sessions.keySet().iterator().next());
			if (oldest != null && oldest.contractId() != null) {
				this.contracts.remove(oldest.contractId());
			}
		}
		return session;
	}

	private SimulatedSession aged(SimulatedSession session) {
		boolean unsigned = session.state() == SessionState.OPEN || session.state() == SessionState.ABANDONED;
		boolean over = !this.platform.now().isBefore(session.expiresAt());
		return (unsigned && over) ? session.state(SessionState.EXPIRED) : session;
	}

	private record Key(String mchid, String outContractCode) {

	}

}
