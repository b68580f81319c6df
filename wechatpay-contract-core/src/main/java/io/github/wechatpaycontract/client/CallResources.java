package io.github.wechatpaycontract.client;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import reactor.core.scheduler.Scheduler;

/**
 * What all calls of an exchange share.
 *
 * @param settings how calls are made
 * @param hosts where they go
 * @param quota how many may be repeated
 * @param retryPolicy which are repeated, and when
 * @param timer times their deadlines
 * @param nanoTime a clock that is never set
 * @param closed whether there is no use any more in sending anything
 */
record CallResources(ClientSettings settings, Hosts hosts, RetryQuota quota, RetryPolicy retryPolicy,
		Supplier<Scheduler> timer, LongSupplier nanoTime, BooleanSupplier closed) {

}
