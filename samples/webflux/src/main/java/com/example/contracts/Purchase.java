package com.example.contracts;

/**
 * What a payer took, or wants to pay for.
 *
 * @param outTradeNo our number of the order
 * @param product what it is
 * @param prepayId WeChat Pay's id of the order, once it has one
 */
record Purchase(String outTradeNo, Product product, String prepayId) {

}
