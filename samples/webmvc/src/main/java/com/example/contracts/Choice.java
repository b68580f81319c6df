package com.example.contracts;

import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a form says that buys something.
 *
 * @param order the number of the form: sent twice, it is one order
 * @param product what is bought
 */
record Choice(String order, Product product) {

	private static final Pattern ORDER = Pattern.compile("[0-9a-f]{28}");

	String outTradeNo() {
		if (this.product == null || this.order == null || !ORDER.matcher(this.order).matches()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Not a form of this page");
		}
		return this.order + "-" + this.product.ordinal();
	}

}
