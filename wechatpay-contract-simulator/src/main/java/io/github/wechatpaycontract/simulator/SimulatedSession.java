package io.github.wechatpaycontract.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A signing session as the simulator keeps it.
 *
 * @param outContractCode the merchant's contract number
 * @param state what became of it
 * @param preEntrustwebId the session id
 * @param appid the appid
 * @param serviceId the service id
 * @param openid the payer
 * @param contractDisplayAccount the name shown to the payer
 * @param notifyUrl where its notification goes
 * @param openedAt when the session was opened
 * @param expiresAt two hours later
 * @param contractId the contract id once signed
 * @param signedAt when the payer signed
 * @param notificationId the envelope id of its notification once signed
 */
public record SimulatedSession(String outContractCode, SessionState state, String preEntrustwebId, String appid,
		long serviceId, String openid, String contractDisplayAccount, String notifyUrl, Instant openedAt,
		Instant expiresAt, @Nullable String contractId, @Nullable Instant signedAt, @Nullable String notificationId) {

	static SimulatedSession open(SignRequest request, String preEntrustwebId, Instant now) {
		return new SimulatedSession(request.outContractCode(), SessionState.OPEN, preEntrustwebId, request.appid(),
				request.serviceId(), request.openid(), request.contractDisplayAccount(), request.notifyUrl(), now,
				now.plusSeconds(7200), null, null, null);
	}

	SignRequest request() {
		return new SignRequest(this.appid, this.serviceId, this.outContractCode, this.notifyUrl,
				this.contractDisplayAccount, this.openid);
	}

	SimulatedSession state(SessionState state) {
		return new SimulatedSession(this.outContractCode, state, this.preEntrustwebId, this.appid, this.serviceId,
				this.openid, this.contractDisplayAccount, this.notifyUrl, this.openedAt, this.expiresAt,
				this.contractId, this.signedAt, this.notificationId);
	}

	SimulatedSession signed(String contractId, Instant signedAt, String notificationId) {
		return new SimulatedSession(this.outContractCode, SessionState.SIGNED, this.preEntrustwebId, this.appid,
				this.serviceId, this.openid, this.contractDisplayAccount, this.notifyUrl, this.openedAt, this.expiresAt,
				contractId, signedAt, notificationId);
	}

	/**
	 * The contract in the shape of the query answer.
	 */
	Map<String, Object> resource(Platform platform) {
		Map<String, Object> resource = new LinkedHashMap<>();
		resource.put("mchid", platform.merchant().mchid());
		resource.put("contract_id", String.valueOf(this.contractId));
		resource.put("appid", this.appid);
		resource.put("openid", this.openid);
		resource.put("service_id", this.serviceId);
		resource.put("out_contract_code", this.outContractCode);
		resource.put("contract_display_account", this.contractDisplayAccount);
		resource.put("contract_state", "SIGNED");
		resource.put("contract_signed_time", platform.format((this.signedAt != null) ? this.signedAt : platform.now()));
		return resource;
	}

	@Override
	public String toString() {
		return "SimulatedSession[outContractCode=%s, state=%s, contractId=%s, openedAt=%s, expiresAt=%s]"
			.formatted(this.outContractCode, this.state, this.contractId, this.openedAt, this.expiresAt);
	}

}
