package io.github.wechatpaycontract.sign;

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
	 * @param reason a {@link io.github.wechatpaycontract.WechatPayException}; or, when
	 * nothing was sent, an {@link InvalidFieldException}, an
	 * {@link IllegalStateException} of the ledger, or what its store threw
	 */
	record Failed(RuntimeException reason) implements PayRedirectSignOutcome {

	}

}
