package io.github.wechatpaycontract.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
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
	 * @throws IllegalStateException if several merchants have one
	 */
	Optional<SimulatedSession> find(String id, Optional<String> mchid) {
		return this.simulator.sessions()
			.stream()
			.filter((session) -> id.equals(session.preEntrustwebId()))
			.findFirst()
			.or(() -> mchid.isPresent() ? this.simulator.session(mchid.get(), id) : this.simulator.session(id));
	}

	/**
	 * Finds a session that must be there.
	 * @throws NoSuchElementException if it is not
	 */
	SimulatedSession require(String id, Optional<String> mchid) {
		return find(id, mchid).orElseThrow(() -> new NoSuchElementException("No signing session '" + id + "'"));
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
