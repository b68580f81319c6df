/**
 * Functions over bytes: sign, verify, open and seal, read keys and certificates.
 */
@NullMarked
package io.github.wechatpaycontract.crypto;

import org.jspecify.annotations.NullMarked;
