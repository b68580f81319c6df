/**
 * AssertJ's assertions about what a simulator received, sent and remembers.
 */
@NullMarked
package io.github.wechatpaycontract.simulator.assertj;

import org.jspecify.annotations.NullMarked;
