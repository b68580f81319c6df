/**
 * The simulator as a program: options, keys on disk, and what it prints.
 */
@NullMarked
package io.github.wechatpaycontract.simulator.standalone;

import org.jspecify.annotations.NullMarked;
