/**
 * Start-up: Spring Boot alone.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.startup.bare;

import org.jspecify.annotations.NullMarked;
