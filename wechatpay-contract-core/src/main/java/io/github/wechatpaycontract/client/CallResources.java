package io.github.wechatpaycontract.client;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What all calls of an exchange share.
 *
 * @param settings how calls are made
 * @param hosts where they go
 * @param quota how many may be repeated
 * @param retryPolicy which are repeated, and when
 * @param nanoTime a clock that is never set
 * @param closed whether there is no use any more in sending anything
 */
record CallResources(ClientSettings settings, Hosts hosts, RetryQuota quota, RetryPolicy retryPolicy,
		LongSupplier nanoTime, BooleanSupplier closed) {

}
