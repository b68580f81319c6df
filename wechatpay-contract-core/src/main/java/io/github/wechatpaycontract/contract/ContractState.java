package io.github.wechatpaycontract.contract;

import org.jspecify.annotations.Nullable;

/**
 * The state of a contract. The set is open: what is not known here is
 * {@link #UNRECOGNIZED}, and its text stays readable beside it. Only {@link #SIGNED} may
 * be used.
 */
public enum ContractState {

	/**
	 * In force.
	 */
	SIGNED,

	/**
	 * Ended for good; its contract number can never be used again.
	 */
	TERMINATED,

	/**
	 * Not signed yet.
	 */
	NOT_SIGNED,

	/**
	 * The payer agreed, but signing failed on a business rule.
	 */
	SIGN_FAILED,

	/**
	 * Waits for a renewal.
	 */
	TO_BE_RENEWED,

	/**
	 * About to end.
	 */
	TERMINATE_PENDING,

	/**
	 * A state this version does not know.
	 */
	UNRECOGNIZED;

	/**
	 * Reads a state, tolerant of the words sibling products use.
	 * @param text the text on the wire
	 * @return the state, {@code null} when there is no text
	 */
	public static @Nullable ContractState of(@Nullable String text) {
		if (text == null) {
			return null;
		}
		return switch (text) {
			case "SIGNED", "ADD", "EFFECTIVE", "CONTRACT_STATE_EFFECTIVE", "USER_OPEN_SERVICE" -> SIGNED;
			case "TERMINATED", "DELETE", "CONTRACT_STATE_TERMINATED", "USER_CLOSE_SERVICE" -> TERMINATED;
			case "NOT_SIGNED" -> NOT_SIGNED;
			case "SIGN_FAILED" -> SIGN_FAILED;
			case "TO_BE_RENEWED" -> TO_BE_RENEWED;
			case "TERMINATE_PENDING" -> TERMINATE_PENDING;
			default -> UNRECOGNIZED;
		};
	}

}
