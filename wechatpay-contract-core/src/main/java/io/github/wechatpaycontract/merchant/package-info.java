/**
 * Who we are and whom we trust: the merchant, its keys, and WeChat Pay's keys.
 */
@NullMarked
package io.github.wechatpaycontract.merchant;

import org.jspecify.annotations.NullMarked;
