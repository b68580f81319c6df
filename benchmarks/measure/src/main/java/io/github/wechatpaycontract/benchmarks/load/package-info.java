/**
 * Callers that keep a client busy, and what is counted while they do.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.load;

import org.jspecify.annotations.NullMarked;
