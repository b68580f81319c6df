/**
 * The driver and the processes that it starts.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks;

import org.jspecify.annotations.NullMarked;
