package com.example.contracts;

/**
 * What a form says that buys something.
 *
 * @param order the number of the form: sent twice, it is one order
 * @param product what is bought
 */
record Choice(String order, Product product) {

	String outTradeNo() {
		return this.order + "-" + this.product.ordinal();
	}

}
