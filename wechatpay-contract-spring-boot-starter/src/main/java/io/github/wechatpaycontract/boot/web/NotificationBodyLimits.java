package io.github.wechatpaycontract.boot.web;

import java.time.Duration;

/**
 * How much the notification endpoint reads, and for how long.
 *
 * @param maxBytes the largest body accepted
 * @param timeout how long a body may take to arrive
 */
public record NotificationBodyLimits(int maxBytes, Duration timeout) {

}
