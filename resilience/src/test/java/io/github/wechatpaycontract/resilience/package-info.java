/**
 * The ledger on real databases, in several processes, under kills.
 */
package io.github.wechatpaycontract.resilience;
