package io.github.wechatpaycontract.sign;

import org.jspecify.annotations.Nullable;

/**
 * An offer the payer will see after the payment.
 *
 * @param mchid the merchant number
 * @param subMchid the sub-merchant number, in the service provider's mode
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract
 */
public record PayRedirectSign(String mchid, @Nullable String subMchid, long serviceId, String outContractCode) {

}
