/**
 * What texts of the protocol may consist of.
 */
@NullMarked
package io.github.wechatpaycontract.text;

import org.jspecify.annotations.NullMarked;
