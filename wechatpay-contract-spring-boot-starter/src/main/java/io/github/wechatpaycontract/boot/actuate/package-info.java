/**
 * What an operator sees and does.
 */
@NullMarked
package io.github.wechatpaycontract.boot.actuate;

import org.jspecify.annotations.NullMarked;
