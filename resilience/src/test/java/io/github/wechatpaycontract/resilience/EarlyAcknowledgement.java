package io.github.wechatpaycontract.resilience;

/**
 * An acknowledgement before its effect was committed, and what helps to find out why.
 *
 * @param attempt what was acknowledged
 * @param atOnce what the database held right after
 * @param later what it held two seconds later
 */
record EarlyAcknowledgement(Attempt attempt, String atOnce, String later) {

}
