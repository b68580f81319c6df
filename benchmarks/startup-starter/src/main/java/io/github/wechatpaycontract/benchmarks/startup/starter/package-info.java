/**
 * Start-up: with the starter.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.startup.starter;

import org.jspecify.annotations.NullMarked;
