/**
 * Starts, hands out, resets and closes a simulator around JUnit Jupiter tests.
 */
@NullMarked
package io.github.wechatpaycontract.simulator.junit;

import org.jspecify.annotations.NullMarked;
