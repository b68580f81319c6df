/**
 * The clients that are compared, each configured as its documentation says.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
