package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all of a merchant's contracts and may be left out of a request.
 *
 * @param appid {@code appid}, for a service provider {@code sp_appid}: the appid of the
 * mini program the payer comes from, at most 32 characters
 * @param serviceId {@code service_id}: the id of the password-free service, given when
 * the product was admitted, positive
 * @param notifyUrl {@code notify_url}: where WeChat Pay sends the signing notification,
 * at most 256 ASCII characters, with a path and without user, query and fragment; when it
 * is sent, it must also be {@code https} to a public host, unless calls go to a simulator
 * on this host
 */
public record PreEntrustSignDefaults(@Nullable String appid, @Nullable Long serviceId, @Nullable String notifyUrl) {

	/**
	 * Nothing is the same: every request says all.
	 */
	public static final PreEntrustSignDefaults NONE = new PreEntrustSignDefaults(null, null, null);

	/**
	 * Checks the defaults.
	 * @throws InvalidFieldException if a value is not of its form
	 */
	public PreEntrustSignDefaults {
		FieldRules.appid("appid", appid);
		FieldRules.serviceId("serviceId", serviceId);
		NotifyUrl.checkForm(notifyUrl);
	}

}
