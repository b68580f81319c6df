package io.github.wechatpaycontract.contract;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * How a contract ended.
 *
 * @param mode {@code contract_termination_mode}: how it ended
 * @param modeText how it ended, as sent
 * @param terminatedTime {@code contract_terminated_time}: when it ended
 * @param remark {@code contract_termination_remark}: why it ended
 */
public record ContractTermination(@Nullable ContractTerminationMode mode, @Nullable String modeText,
		@Nullable OffsetDateTime terminatedTime, @Nullable String remark) {

}
