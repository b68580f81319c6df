/**
 * Points the Spring Boot application of a test at a simulator of WeChat Pay.
 */
@NullMarked
package io.github.wechatpaycontract.boot.test;

import org.jspecify.annotations.NullMarked;
