package io.github.wechatpaycontract.simulator;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An order as the simulator keeps it.
 *
 * @param mchid the merchant who ordered
 * @param subMchid the sub-merchant, or null where there is none
 * @param outTradeNo the merchant's order number
 * @param prepayId what it was answered with; valid for two hours
 * @param contractId the contract it uses, or null for an order without one
 * @param total the amount in fen
 * @param createdAt when it was made
 */
public record SimulatedOrder(String mchid, @Nullable String subMchid, String outTradeNo, String prepayId,
		@Nullable String contractId, long total, Instant createdAt) {

}
