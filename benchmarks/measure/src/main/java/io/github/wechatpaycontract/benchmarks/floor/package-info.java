/**
 * What no client can do without: a signature, a verification.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
