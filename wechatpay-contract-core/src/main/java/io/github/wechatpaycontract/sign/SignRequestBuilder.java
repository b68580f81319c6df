package io.github.wechatpaycontract.sign;

import org.jspecify.annotations.Nullable;

/**
 * What the builders of all pre-entrust-sign requests have in common.
 *
 * @param <B> the builder
 */
public abstract sealed class SignRequestBuilder<B extends SignRequestBuilder<B>>
		permits MiniProgramSignRequest.Builder, PayRedirectSignRequest.Builder,
		ServiceProviderMiniProgramSignRequest.Builder, ServiceProviderPayRedirectSignRequest.Builder,
		ClearingInstitutionMiniProgramSignRequest.Builder, ClearingInstitutionPayRedirectSignRequest.Builder {

	@Nullable Long serviceId;

	@Nullable String outContractCode;

	@Nullable String notifyUrl;

	@Nullable String contractDisplayAccount;

	SignRequestBuilder() {
	}

	abstract B self();

	/**
	 * Sets the service, if it is not the default one.
	 * @param serviceId the id of the password-free service, positive
	 * @return this builder
	 */
	public B serviceId(long serviceId) {
		this.serviceId = serviceId;
		return self();
	}

	/**
	 * Sets the merchant's number of the contract.
	 * @param outContractCode 1 to 32 ASCII letters and digits, unique at the merchant and
	 * never used again after the contract ended
	 * @return this builder
	 */
	public B outContractCode(String outContractCode) {
		this.outContractCode = outContractCode;
		return self();
	}

	/**
	 * Sets the notify URL, if it is not the default one.
	 * <p>
	 * Its form is checked when the request is built. That it is {@code https} to a public
	 * host is checked when the request is sent: a simulator on this host is told
	 * {@code http} and local addresses as well.
	 * @param notifyUrl where WeChat Pay sends the signing notification, at most 256 ASCII
	 * characters, with a path and without user, query and fragment
	 * @return this builder
	 */
	public B notifyUrl(String notifyUrl) {
		this.notifyUrl = notifyUrl;
		return self();
	}

	/**
	 * Sets the payer's name on the signing page.
	 * @param contractDisplayAccount at most 32 characters, none of them a control
	 * character or beyond the Basic Multilingual Plane, so hardly any emoji, with
	 * something to see and nothing that turns the direction of writing;
	 * {@link DisplayAccounts} makes one of any name
	 * @return this builder
	 */
	public B contractDisplayAccount(String contractDisplayAccount) {
		this.contractDisplayAccount = contractDisplayAccount;
		return self();
	}

}
