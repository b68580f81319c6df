/**
 * Clients that are not ours against the runnable simulator.
 */
@NullMarked
package io.github.wechatpaycontract.clients;

import org.jspecify.annotations.NullMarked;
