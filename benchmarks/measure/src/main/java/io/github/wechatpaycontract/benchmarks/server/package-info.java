/**
 * The answering server: prepared answers over TLS, in a process of its own.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.server;

import org.jspecify.annotations.NullMarked;
