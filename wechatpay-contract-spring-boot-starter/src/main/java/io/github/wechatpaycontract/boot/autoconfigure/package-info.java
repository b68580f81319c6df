/**
 * Auto-configuration from {@code wechatpay.*}, and failure analyzers that name the
 * property and the fix.
 */
@NullMarked
package io.github.wechatpaycontract.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
