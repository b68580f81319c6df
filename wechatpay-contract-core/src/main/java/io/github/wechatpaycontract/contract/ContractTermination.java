package io.github.wechatpaycontract.contract;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * How a contract ended.
 *
 * @param mode how it ended
 * @param modeText how it ended, as sent
 * @param terminatedTime when it ended
 * @param remark why it ended
 */
public record ContractTermination(@Nullable ContractTerminationMode mode, @Nullable String modeText,
		@Nullable OffsetDateTime terminatedTime, @Nullable String remark) {

}
