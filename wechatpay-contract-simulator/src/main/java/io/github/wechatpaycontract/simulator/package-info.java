/**
 * WeChat Pay on localhost: verifies, answers, notifies and misbehaves like the other half
 * of the protocol, without sharing a line with the client that is tested against it.
 */
@NullMarked
package io.github.wechatpaycontract.simulator;

import org.jspecify.annotations.NullMarked;
