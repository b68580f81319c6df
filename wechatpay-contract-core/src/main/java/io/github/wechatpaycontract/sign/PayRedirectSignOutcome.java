package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayException;

/**
 * What became of an offer after a payment.
 */
public sealed interface PayRedirectSignOutcome {

	/**
	 * The payer will see the offer.
	 *
	 * @param sign what WeChat Pay accepted
	 */
	record Accepted(PayRedirectSign sign) implements PayRedirectSignOutcome {

	}

	/**
	 * The payer will not see the offer, or it is not known; the payment goes on.
	 *
	 * @param reason a {@link WechatPayException}; or, when nothing was sent, an
	 * {@link InvalidFieldException}, an {@link IllegalStateException} of the ledger or of
	 * an exchange that is closed, or what the ledger's store or the
	 * {@link SignIntentRecorder} threw
	 */
	record Failed(Exception reason) implements PayRedirectSignOutcome {

	}

}
