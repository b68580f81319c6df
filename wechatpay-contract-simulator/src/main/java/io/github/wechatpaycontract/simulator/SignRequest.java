package io.github.wechatpaycontract.simulator;

/**
 * What a pre-entrust-sign asked for, valid.
 *
 * @param appid the appid
 * @param serviceId the service id
 * @param outContractCode the merchant's contract number
 * @param notifyUrl where notifications go
 * @param contractDisplayAccount the name shown to the payer
 * @param openid the payer
 */
record SignRequest(String appid, long serviceId, String outContractCode, String notifyUrl,
		String contractDisplayAccount, String openid) {

}
