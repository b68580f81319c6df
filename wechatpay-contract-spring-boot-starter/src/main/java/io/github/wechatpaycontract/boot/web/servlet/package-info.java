/**
 * The notification endpoint on Spring MVC.
 */
@NullMarked
package io.github.wechatpaycontract.boot.web.servlet;

import org.jspecify.annotations.NullMarked;
