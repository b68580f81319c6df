/**
 * How calls and notifications are observed with Micrometer.
 */
@NullMarked
package io.github.wechatpaycontract.observation;

import org.jspecify.annotations.NullMarked;
