/**
 * Orders that use a contract, and what the mini program needs to start their payment.
 */
@NullMarked
package io.github.wechatpaycontract.order;

import org.jspecify.annotations.NullMarked;
