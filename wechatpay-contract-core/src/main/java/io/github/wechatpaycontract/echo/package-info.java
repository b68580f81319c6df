/**
 * The official self-test: signs, verifies, encrypts, decrypts and is called back.
 */
@NullMarked
package io.github.wechatpaycontract.echo;

import org.jspecify.annotations.NullMarked;
