/**
 * Start-up: with the official SDK.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.startup.sdk;

import org.jspecify.annotations.NullMarked;
