package io.github.wechatpaycontract.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which session a phone shows, and the address of a session's phone.
 */
final class Phones {

	private final WechatPaySimulator simulator;

	Phones(WechatPaySimulator simulator) {
		this.simulator = simulator;
	}

	/**
	 * All sessions, the latest opened first.
	 */
	List<SimulatedSession> latestFirst() {
		return this.simulator.sessions()
			.stream()
			.sorted(Comparator.comparing(SimulatedSession::openedAt).reversed())
			.toList();
	}

	/**
	 * Finds a session by what a mini program is handed, or by the contract number.
	 * @param id a {@code pre_entrustweb_id} or {@code out_contract_code}
	 * @param mchid the merchant, needed where several have a contract of the number
	 * @throws PageProblem if several merchants have one
	 */
	Optional<SimulatedSession> find(String id, Optional<String> mchid) {
		List<SimulatedSession> found = this.simulator.sessions()
			.stream()
			.filter((session) -> id.equals(session.preEntrustwebId())
					|| id.equals(session.outContractCode()) && mchid.map(session.mchid()::equals).orElse(true))
			.toList();
		if (found.size() > 1) {
			throw PageProblem.conflict("several-merchants", id);
		}
		return found.stream().findFirst();
	}

	/**
	 * Finds a session that must be there.
	 * @throws PageProblem if it is not
	 */
	SimulatedSession require(String id, Optional<String> mchid) {
		return find(id, mchid).orElseThrow(() -> PageProblem.notFound("no-session", id));
	}

	static String id(SimulatedSession session) {
		String id = session.preEntrustwebId();
		return (id != null) ? id : session.outContractCode();
	}

	static String address(SimulatedSession session) {
		return "/simulator/phone/" + id(session) + ((session.preEntrustwebId() != null) ? "" : "?" + merchant(session));
	}

	/**
	 * The part of a query that says whose contract is meant.
	 */
	static String merchant(SimulatedSession session) {
		return "mchid=" + PageRequest.encode(session.mchid());
	}

}
