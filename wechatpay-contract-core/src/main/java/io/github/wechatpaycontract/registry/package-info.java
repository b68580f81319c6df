/**
 * Several merchants in one application: everything each can do, by name and by number.
 */
@NullMarked
package io.github.wechatpaycontract.registry;

import org.jspecify.annotations.NullMarked;
