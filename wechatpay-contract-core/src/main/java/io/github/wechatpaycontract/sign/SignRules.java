package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of every pre-entrust-sign may hold.
 */
final class SignRules {

	private SignRules() {
	}

	static void common(@Nullable Long serviceId, @Nullable String outContractCode, @Nullable String notifyUrl,
			@Nullable String contractDisplayAccount) {
		FieldRules.serviceId("serviceId", serviceId);
		FieldRules.outContractCode("outContractCode", FieldRules.required("outContractCode", outContractCode));
		NotifyUrl.checkForm(notifyUrl);
		FieldRules.check("contractDisplayAccount",
				DisplayAccounts.isValid(FieldRules.required("contractDisplayAccount", contractDisplayAccount)),
				DisplayAccounts.RULE);
	}

	static <T> T either(String field, @Nullable T own, @Nullable T common) {
		return FieldRules.required(field, (own != null) ? own : common);
	}

}
