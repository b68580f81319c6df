/**
 * The exceptions of every WeChat Pay call, and of the fields of a request.
 */
@NullMarked
package io.github.wechatpaycontract;

import org.jspecify.annotations.NullMarked;
