package io.github.wechatpaycontract.sign;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.contract.ContractParties;
import org.jspecify.annotations.Nullable;

/**
 * What every pre-entrust-sign says, whoever calls and wherever the payer signs. Each
 * record is one set of fields on the wire and valid once built, but for two questions
 * that the call answers: whether what it leaves open is in the
 * {@link PreEntrustSignDefaults}, and whether WeChat Pay can reach the notify URL.
 */
public sealed interface PreEntrustSignRequest permits MiniProgramSignRequest, PayRedirectSignRequest,
		ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest,
		ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest {

	/**
	 * Returns the id of the password-free service.
	 * @return the service id, {@code null} if left to the defaults
	 */
	@Nullable Long serviceId();

	/**
	 * Returns the merchant's number of the contract.
	 * @return 1 to 32 ASCII letters and digits
	 */
	String outContractCode();

	/**
	 * Returns where WeChat Pay sends the signing notification.
	 * @return the notify URL, {@code null} if left to the defaults
	 */
	@Nullable String notifyUrl();

	/**
	 * Returns the payer's name on the signing page.
	 * @return at most 32 characters
	 */
	String contractDisplayAccount();

	/**
	 * Returns this request with what it leaves open filled in.
	 * @param defaults the merchant-wide values
	 * @return the request as it is sent
	 * @throws InvalidFieldException if a required value is in neither of them
	 */
	PreEntrustSignRequest withDefaults(PreEntrustSignDefaults defaults);

	/**
	 * Returns who the contract is with.
	 * @return appids and openids as they are sent
	 */
	ContractParties parties();

	/**
	 * Returns the values that tell who the payer is, for masking.
	 * @return the openids and the display account
	 */
	default List<String> payer() {
		return Stream.of(contractDisplayAccount(), parties().openid(), parties().subOpenid())
			.filter(Objects::nonNull)
			.toList();
	}

}
