/**
 * What a contract is after signing: its states and how it ended.
 */
@NullMarked
package io.github.wechatpaycontract.contract;

import org.jspecify.annotations.NullMarked;
