/**
 * Our own record of contracts: what was asked for, what came of it, and exactly one
 * effect for whatever WeChat Pay says about it.
 */
@NullMarked
package io.github.wechatpaycontract.ledger;

import org.jspecify.annotations.NullMarked;
