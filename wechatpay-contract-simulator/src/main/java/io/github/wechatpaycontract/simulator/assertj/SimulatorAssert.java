package io.github.wechatpaycontract.simulator.assertj;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a simulator. They look at what has been received and answered so far
 * and do not wait. A failure tells what was received instead.
 */
public final class SimulatorAssert extends AbstractAssert<SimulatorAssert, WechatPaySimulator> {

	private static final int SHOWN = 20;

	SimulatorAssert(WechatPaySimulator simulator) {
		super(simulator, SimulatorAssert.class);
	}

	/**
	 * A request came, once or more often.
	 * @param pattern which
	 * @return this
	 */
	public SimulatorAssert received(RequestPattern pattern) {
		if (matching(pattern).isEmpty()) {
			throw failed("to have received", pattern.toString(), "but it received", all(), pattern);
		}
		return this;
	}

	/**
	 * A request came a number of times.
	 * @param times how often
	 * @param pattern which
	 * @return this
	 */
	public SimulatorAssert received(int times, RequestPattern pattern) {
		List<RequestView> matching = matching(pattern);
		if (matching.size() != times) {
			throw failed("to have received %d times".formatted(times), pattern.toString(),
					"but it came %d times; in all it received".formatted(matching.size()), all(), pattern);
		}
		return this;
	}

	/**
	 * A request did not come.
	 * @param pattern which
	 * @return this
	 */
	public SimulatorAssert receivedNo(RequestPattern pattern) {
		List<RequestView> matching = matching(pattern);
		if (!matching.isEmpty()) {
			throw failed("not to have received", pattern.toString(), "but it received", matching, pattern);
		}
		return this;
	}

	/**
	 * No request came at all.
	 * @return this
	 */
	public SimulatorAssert receivedNothing() {
		return receivedNo(RequestPattern.anyRequest());
	}

	/**
	 * A request came and was refused.
	 * @param pattern which
	 * @param code the error code, such as {@code SIGN_ERROR}
	 * @return this
	 */
	public SimulatorAssert refused(RequestPattern pattern, String code) {
		if (matching(pattern).stream()
			.noneMatch((request) -> request.answered().code().filter(code::equals).isPresent())) {
			throw failed("to have refused as " + code, pattern.toString(), "but it received", all(), pattern);
		}
		return this;
	}

	/**
	 * Every request that came was answered without an error.
	 * @return this
	 */
	public SimulatorAssert refusedNothing() {
		RequestPattern pattern = RequestPattern.anyRequest();
		List<RequestView> refused = all().stream().filter((request) -> request.answered().isRefused()).toList();
		if (!refused.isEmpty()) {
			throw failed("not to have refused", pattern.toString(), "but it refused", refused, pattern);
		}
		return this;
	}

	/**
	 * Goes on with one contract.
	 * @param outContractCode the merchant's contract number
	 * @return assertions about the contract, which must have been opened
	 */
	public ContractAssert contract(String outContractCode) {
		isNotNull();
		return this.actual.session(outContractCode)
			.map((session) -> new ContractAssert(session, this.actual.deliveries()))
			.orElseThrow(() -> failure("%s",
					"Expecting the simulator to have a contract '%s' but it has %s".formatted(outContractCode,
							this.actual.sessions().stream().map((session) -> session.outContractCode()).toList())));
	}

	private List<RequestView> all() {
		isNotNull();
		return this.actual.answeredRequests().stream().map(RequestView::of).toList();
	}

	private List<RequestView> matching(RequestPattern pattern) {
		return all().stream().filter(pattern::matches).toList();
	}

	private AssertionError failed(String expectation, String what, String instead, List<RequestView> requests,
			RequestPattern pattern) {
		return failure("%s", "%nExpecting the simulator %s%n  %s%n%s%n%s".formatted(expectation, what, instead,
				list(requests, pattern.pointers())));
	}

	private static String list(List<RequestView> requests, List<String> pointers) {
		if (requests.isEmpty()) {
			return "  no request";
		}
		int first = Math.max(0, requests.size() - SHOWN);
		String lines = IntStream.range(first, requests.size())
			.mapToObj((i) -> "  %d. %s".formatted(i + 1, requests.get(i).describe(pointers)))
			.collect(Collectors.joining(System.lineSeparator()));
		return (first == 0) ? lines : "  the latest %d of them%n%s".formatted(SHOWN, lines);
	}

}
