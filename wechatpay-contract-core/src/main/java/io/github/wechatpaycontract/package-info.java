/**
 * The exceptions of every WeChat Pay call.
 */
@NullMarked
package io.github.wechatpaycontract;

import org.jspecify.annotations.NullMarked;
