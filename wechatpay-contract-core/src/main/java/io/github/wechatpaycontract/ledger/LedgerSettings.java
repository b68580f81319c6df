package io.github.wechatpaycontract.ledger;

import java.time.Duration;

/**
 * How a ledger takes notifications in.
 *
 * @param unknownContracts what to do about contracts it does not have
 * @param confirmByQuery whether to ask WeChat Pay before a signing takes effect
 * @param maxAttempts how often an effect may fail before its notification is parked
 */
public record LedgerSettings(UnknownContracts unknownContracts, boolean confirmByQuery, int maxAttempts) {

	/**
	 * Parks unknown contracts, believes verified notifications, and parks one that failed
	 * as often as WeChat Pay's general schedule sends it.
	 */
	public static final LedgerSettings DEFAULTS = new LedgerSettings(UnknownContracts.PARK, false, 16);

	/** How long the record of a contract may arrive after its notification. */
	static final Duration GRACE = Duration.ofSeconds(20);

	/** How long the confirmation of a signing may take; WeChat Pay waits 5 s in all. */
	static final Duration CONFIRMATION = Duration.ofSeconds(2);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the number of attempts is not positive
	 */
	public LedgerSettings {
		if (maxAttempts <= 0) {
			throw new IllegalArgumentException("maxAttempts must be positive");
		}
	}

	/**
	 * What to do about notifications of contracts that the ledger does not have.
	 */
	public enum UnknownContracts {

		/**
		 * Parks them, after a short grace.
		 */
		PARK,

		/**
		 * Adds them to the ledger and lets them take effect, if they are of the
		 * configured service and appid. For contracts that were opened before there was a
		 * ledger, or elsewhere.
		 */
		ACCEPT

	}

}
