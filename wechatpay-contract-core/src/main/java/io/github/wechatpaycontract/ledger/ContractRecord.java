package io.github.wechatpaycontract.ledger;

import java.time.Instant;

import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a contract. {@code toString} shows no payer.
 *
 * @param mchid the merchant number
 * @param outContractCode the merchant's number of the contract
 * @param serviceId the id of the password-free service
 * @param parties who the contract is with
 * @param state its state
 * @param openedAt when the session was asked for
 * @param expiresAt when the session ends, by our own reckoning
 * @param contractId WeChat Pay's id of the contract, once known
 * @param signedAt when the payer signed, as WeChat Pay says
 * @param terminatedAt when it ended, as WeChat Pay says
 * @param terminationModeText how it ended, as sent; see {@link #terminationMode()}
 * @param confirmedAt when a query last found this state at WeChat Pay, {@code null} while
 * it is known from a notification only
 * @param nextQueryAt when the ledger asks WeChat Pay next, {@code null} for never
 * @param queries how often it has asked
 */
public record ContractRecord(String mchid, String outContractCode, long serviceId, ContractParties parties,
		LedgerState state, Instant openedAt, Instant expiresAt, @Nullable String contractId, @Nullable Instant signedAt,
		@Nullable Instant terminatedAt, @Nullable String terminationModeText, @Nullable Instant confirmedAt,
		@Nullable Instant nextQueryAt, int queries) {

	/**
	 * Returns whether the contract is in force.
	 * @return {@code true} if it may be used
	 */
	public boolean isSigned() {
		return this.state == LedgerState.SIGNED;
	}

	/**
	 * Returns how the contract ended.
	 * @return the mode, {@code null} when it did not end or WeChat Pay did not say
	 */
	public @Nullable ContractTerminationMode terminationMode() {
		return ContractTerminationMode.of(this.terminationModeText);
	}

	ContractRecord withState(LedgerState state) {
		return copy(state, this.expiresAt, this.confirmedAt, this.nextQueryAt, this.queries);
	}

	ContractRecord withConfirmedAt(@Nullable Instant confirmedAt) {
		return copy(this.state, this.expiresAt, confirmedAt, this.nextQueryAt, this.queries);
	}

	ContractRecord withNextQueryAt(@Nullable Instant nextQueryAt) {
		return copy(this.state, this.expiresAt, this.confirmedAt, nextQueryAt, this.queries);
	}

	ContractRecord claimed(@Nullable Instant nextQueryAt) {
		return copy(this.state, this.expiresAt, this.confirmedAt, nextQueryAt, this.queries + 1);
	}

	/** The session is opened once more. */
	ContractRecord reopened(Instant expiresAt) {
		return copy(LedgerState.PENDING, expiresAt, null, this.nextQueryAt, this.queries);
	}

	private ContractRecord copy(LedgerState state, Instant expiresAt, @Nullable Instant confirmedAt,
			@Nullable Instant nextQueryAt, int queries) {
		return new ContractRecord(this.mchid, this.outContractCode, this.serviceId, this.parties, state, this.openedAt,
				expiresAt, this.contractId, this.signedAt, this.terminatedAt, this.terminationModeText, confirmedAt,
				nextQueryAt, queries);
	}

	@Override
	public String toString() {
		return "ContractRecord[mchid=%s, outContractCode=%s, serviceId=%s, state=%s, contractId=%s, expiresAt=%s]"
			.formatted(this.mchid, this.outContractCode, this.serviceId, this.state, this.contractId, this.expiresAt);
	}

}
