/**
 * The notification endpoint on Spring WebFlux.
 */
@NullMarked
package io.github.wechatpaycontract.boot.web.reactive;

import org.jspecify.annotations.NullMarked;
