/**
 * Pre-entrust-sign: requests, sessions and templates.
 */
@NullMarked
package io.github.wechatpaycontract.sign;

import org.jspecify.annotations.NullMarked;
