/**
 * One signed exchange over Reactor Netty: settings, deadline, verification, error
 * mapping.
 */
@NullMarked
package io.github.wechatpaycontract.client;

import org.jspecify.annotations.NullMarked;
