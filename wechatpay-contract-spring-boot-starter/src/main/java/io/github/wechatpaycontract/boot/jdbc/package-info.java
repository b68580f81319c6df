/**
 * A ledger in the application's own database: the store, its tables and their scripts.
 */
@NullMarked
package io.github.wechatpaycontract.boot.jdbc;

import org.jspecify.annotations.NullMarked;
