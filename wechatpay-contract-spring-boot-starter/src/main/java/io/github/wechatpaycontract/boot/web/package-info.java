/**
 * What the notification endpoints of both web stacks share.
 */
@NullMarked
package io.github.wechatpaycontract.boot.web;

import org.jspecify.annotations.NullMarked;
