package io.github.wechatpaycontract.simulator.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.simulator.ReceivedRequest;

/**
 * Which requests an assertion is about. Every further condition makes it narrower.
 */
public final class RequestPattern {

	private static final String CONTRACTS = "/v3/password-exempt-contract/contracts/";

	private static final String CONTRACT = CONTRACTS + "service-id/{service_id}/out-contract-code/{out_contract_code}";

	private final String description;

	private final Predicate<RequestView> condition;

	private final List<String> pointers;

	private RequestPattern(String description, Predicate<RequestView> condition, List<String> pointers) {
		this.description = description;
		this.condition = condition;
		this.pointers = pointers;
	}

	private static RequestPattern of(String description, String method, String... paths) {
		Predicate<RequestView> anyPath = (request) -> false;
		for (String path : paths) {
			anyPath = anyPath.or((request) -> request.hasPath(expression(path)));
		}
		return new RequestPattern(description, anyPath.and((request) -> request.hasMethod(method)), List.of());
	}

	/**
	 * Any request to the API.
	 * @return the pattern
	 */
	public static RequestPattern anyRequest() {
		return new RequestPattern("any request", (request) -> true, List.of());
	}

	/**
	 * A request by method and path.
	 * @param method the HTTP method
	 * @param path the path without query; <code>{name}</code> stands for any segment
	 * @return the pattern
	 */
	public static RequestPattern request(String method, String path) {
		return of(method + " " + path, method, path);
	}

	/**
	 * The opening of a signing session, in any mode and scene.
	 * @return the pattern
	 */
	public static RequestPattern preEntrustSign() {
		return of("pre-entrust-sign", "POST", CONTRACTS + "{mode}/pre-entrust-sign/{scene}");
	}

	/**
	 * The query of a contract.
	 * @return the pattern
	 */
	public static RequestPattern query() {
		return of("query", "GET", CONTRACT);
	}

	/**
	 * The termination of a contract by the merchant.
	 * @return the pattern
	 */
	public static RequestPattern termination() {
		return of("termination", "POST", CONTRACT + "/terminate");
	}

	/**
	 * An order that uses a contract or may, of a direct merchant or a partner.
	 * @return the pattern
	 */
	public static RequestPattern order() {
		return of("order", "POST", "/v3/pay/transactions/{kind}", "/v3/pay/partner/transactions/{kind}");
	}

	/**
	 * Only those that name a contract, in path or body.
	 * @param outContractCode the merchant's contract number
	 * @return the narrower pattern
	 */
	public RequestPattern contract(String outContractCode) {
		return and("of contract '" + outContractCode + "'",
				(request) -> request.contract().equals(Optional.of(outContractCode)), this.pointers);
	}

	/**
	 * Only those of a merchant.
	 * @param mchid the merchant number in the Authorization header
	 * @return the narrower pattern
	 */
	public RequestPattern merchant(String mchid) {
		return and("of merchant '" + mchid + "'", (request) -> request.received().mchid().equals(Optional.of(mchid)),
				this.pointers);
	}

	/**
	 * Only those with a certain member in the body. A failing assertion shows what the
	 * requests have there.
	 * @param pointer where the member is, such as {@code /amount/total}
	 * @param value its value; texts, numbers and truth values compare as texts
	 * @return the narrower pattern
	 */
	public RequestPattern field(String pointer, Object value) {
		List<String> more = new ArrayList<>(this.pointers);
		more.add(pointer);
		return and("with %s = '%s'".formatted(pointer, value),
				(request) -> request.field(pointer).equals(Optional.of(value.toString())), more);
	}

	/**
	 * Only those that fit a condition of one's own.
	 * @param description what the condition is, such as {@code "with a User-Agent"}
	 * @param condition the condition
	 * @return the narrower pattern
	 */
	public RequestPattern matching(String description, Predicate<ReceivedRequest> condition) {
		return and(description, (request) -> condition.test(request.received()), this.pointers);
	}

	private RequestPattern and(String more, Predicate<RequestView> condition, List<String> pointers) {
		return new RequestPattern(this.description + " " + more, this.condition.and(condition), pointers);
	}

	private static Pattern expression(String path) {
		return Pattern.compile("\\Q" + path.replaceAll("\\{[^/}]*}", "\\\\E[^/]+\\\\Q") + "\\E");
	}

	boolean matches(RequestView request) {
		return this.condition.test(request);
	}

	/**
	 * The members that it looks at.
	 */
	List<String> pointers() {
		return this.pointers;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
