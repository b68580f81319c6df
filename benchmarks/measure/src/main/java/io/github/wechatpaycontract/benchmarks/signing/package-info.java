/**
 * Where a signature may be made: a small client of its own, for a decision.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.signing;

import org.jspecify.annotations.NullMarked;
