/**
 * Notifications on one core.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.notification;

import org.jspecify.annotations.NullMarked;
