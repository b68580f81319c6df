/**
 * One strict JSON reader and writer; the only place that knows Jackson.
 */
@NullMarked
package io.github.wechatpaycontract.json;

import org.jspecify.annotations.NullMarked;
