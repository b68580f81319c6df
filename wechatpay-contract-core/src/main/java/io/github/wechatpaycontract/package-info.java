/**
 * The exceptions of every WeChat Pay call, and of requests that are no good for one.
 */
@NullMarked
package io.github.wechatpaycontract;

import org.jspecify.annotations.NullMarked;
