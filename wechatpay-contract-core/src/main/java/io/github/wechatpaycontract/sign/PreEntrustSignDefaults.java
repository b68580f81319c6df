package io.github.wechatpaycontract.sign;

import org.jspecify.annotations.Nullable;

/**
 * What is the same for all of a merchant's contracts and may be left out of a request.
 *
 * @param appid the appid of the mini program the payer comes from
 * @param serviceId the id of the password-free service, given when the product was
 * admitted
 * @param notifyUrl where WeChat Pay sends the signing notification
 */
public record PreEntrustSignDefaults(@Nullable String appid, @Nullable Long serviceId, @Nullable String notifyUrl) {

	/**
	 * Nothing is the same: every request says all.
	 */
	public static final PreEntrustSignDefaults NONE = new PreEntrustSignDefaults(null, null, null);

	/**
	 * Checks the defaults.
	 */
	public PreEntrustSignDefaults {
		FieldRules.appid("appid", appid);
		FieldRules.serviceId("serviceId", serviceId);
	}

}
