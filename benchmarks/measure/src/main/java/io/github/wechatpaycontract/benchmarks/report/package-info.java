/**
 * Medians, limits, the page and its plots.
 */
@NullMarked
package io.github.wechatpaycontract.benchmarks.report;

import org.jspecify.annotations.NullMarked;
