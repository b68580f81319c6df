package io.github.wechatpaycontract.sign;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An open signing session. Whether the payer signs is told by the notification or by a
 * query, never by the mini program.
 *
 * @param preEntrustwebId the session, valid for two hours
 * @param mchid the merchant number
 * @param subMchid the sub-merchant number, in the service provider's mode
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract
 * @param signMpAppid the appid of the signing mini program
 * @param signMpPath its page
 * @param launch what to hand to the mini program
 * @param expiresAt when to stop offering the session, by our own reckoning: two hours
 * after the answer, less five minutes
 */
public record MiniProgramSignSession(String preEntrustwebId, String mchid, @Nullable String subMchid, long serviceId,
		String outContractCode, String signMpAppid, String signMpPath, MiniProgramLaunch launch, Instant expiresAt) {

	/** Without the session: who holds it can open it. */
	@Override
	public String toString() {
		return "MiniProgramSignSession[mchid=%s, serviceId=%s, outContractCode=%s, expiresAt=%s]".formatted(this.mchid,
				this.serviceId, this.outContractCode, this.expiresAt);
	}

}
