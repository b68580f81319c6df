/**
 * Verify, decrypt and hand over what WeChat Pay sends.
 */
@NullMarked
package io.github.wechatpaycontract.notification;

import org.jspecify.annotations.NullMarked;
