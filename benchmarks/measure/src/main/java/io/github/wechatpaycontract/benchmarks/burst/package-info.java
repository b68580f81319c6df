/**
 * Very many calls at once.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.burst;

import org.jspecify.annotations.NullMarked;
