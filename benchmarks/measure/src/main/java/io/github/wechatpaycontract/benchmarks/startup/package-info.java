/**
 * What each library adds to the start of a Spring Boot application.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
