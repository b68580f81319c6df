package io.github.wechatpaycontract.simulator;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A signing session, and the contract that came of it, as the simulator keeps them.
 *
 * @param request what the merchant asked for
 * @param state what became of it
 * @param preEntrustwebId the session id, or null for a session behind a payment
 * @param openedAt when the session was opened
 * @param expiresAt two hours later
 * @param contractId the contract id once signed
 * @param signedAt when the payer signed
 * @param notificationId the envelope id of its notification once signed
 * @param termination how the contract ended, or null if it did not
 */
public record SimulatedSession(SignRequest request, SessionState state, @Nullable String preEntrustwebId,
		Instant openedAt, Instant expiresAt, @Nullable String contractId, @Nullable Instant signedAt,
		@Nullable String notificationId, @Nullable SimulatedTermination termination) {

	static SimulatedSession open(SignRequest request, @Nullable String preEntrustwebId, Instant now) {
		return new SimulatedSession(request, SessionState.OPEN, preEntrustwebId, now, now.plusSeconds(7200), null, null,
				null, null);
	}

	SimulatedSession state(SessionState state) {
		return new SimulatedSession(this.request, state, this.preEntrustwebId, this.openedAt, this.expiresAt,
				this.contractId, this.signedAt, this.notificationId, this.termination);
	}

	SimulatedSession signed(String contractId, Instant signedAt, String notificationId) {
		return new SimulatedSession(this.request, SessionState.SIGNED, this.preEntrustwebId, this.openedAt,
				this.expiresAt, contractId, signedAt, notificationId, null);
	}

	SimulatedSession terminated(SimulatedTermination termination) {
		return new SimulatedSession(this.request, SessionState.TERMINATED, this.preEntrustwebId, this.openedAt,
				this.expiresAt, this.contractId, this.signedAt, this.notificationId, termination);
	}

	/**
	 * The merchant.
	 * @return the merchant number
	 */
	public String mchid() {
		return this.request.mchid();
	}

	/**
	 * The merchant's contract number.
	 * @return the number
	 */
	public String outContractCode() {
		return this.request.outContractCode();
	}

	/**
	 * The caller's appid.
	 * @return the appid
	 */
	public String appid() {
		return this.request.appid();
	}

	/**
	 * The service id.
	 * @return the id
	 */
	public long serviceId() {
		return this.request.serviceId();
	}

	/**
	 * The payer under the caller's appid.
	 * @return the openid, or null if only that of the sub-merchant was given
	 */
	public @Nullable String openid() {
		return this.request.openid();
	}

	/**
	 * The name shown to the payer.
	 * @return the name
	 */
	public String contractDisplayAccount() {
		return this.request.contractDisplayAccount();
	}

	/**
	 * Where its notification goes.
	 * @return the address
	 */
	public String notifyUrl() {
		return this.request.notifyUrl();
	}

	@Override
	public String toString() {
		return "SimulatedSession[mchid=%s, outContractCode=%s, state=%s, contractId=%s, openedAt=%s, expiresAt=%s]"
			.formatted(mchid(), outContractCode(), this.state, this.contractId, this.openedAt, this.expiresAt);
	}

}
