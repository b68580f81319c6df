package com.example.contracts;

import java.util.List;

import io.github.wechatpaycontract.sign.OutContractCodeGenerator;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Our own record of orders, written before WeChat Pay is called. The number comes with
 * the form, so that the same form sent twice is one order, and offers one contract.
 */
@Component
class Purchases {

	private final JdbcTemplate jdbc;

	private final OutContractCodeGenerator codes;

	Purchases(JdbcTemplate jdbc, OutContractCodeGenerator codes) {
		this.jdbc = jdbc;
		this.codes = codes;
	}

	void intend(Payer payer, String outTradeNo, Product product) {
		try {
			this.jdbc.update("insert into purchase (out_trade_no, openid, product) values (?, ?, ?)", outTradeNo,
					payer.openid(), product.name());
		}
		catch (DuplicateKeyException ex) {
			requireSame(payer, outTradeNo, product);
		}
	}

	private void requireSame(Payer payer, String outTradeNo, Product product) {
		List<Integer> same = this.jdbc.queryForList(
				"select 1 from purchase where out_trade_no = ? and openid = ? and product = ?", Integer.class,
				outTradeNo, payer.openid(), product.name());
		if (same.isEmpty()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Another order has this number");
		}
	}

	void placed(String outTradeNo, String prepayId) {
		this.jdbc.update("update purchase set prepay_id = ? where out_trade_no = ?", prepayId, outTradeNo);
	}

	/** The number of the contract that is offered with an order: one for each order. */
	String contractOffered(String outTradeNo) {
		this.jdbc.update(
				"update purchase set out_contract_code = ? where out_trade_no = ? and out_contract_code is null",
				this.codes.next(), outTradeNo);
		return this.jdbc.queryForObject("select out_contract_code from purchase where out_trade_no = ?", String.class,
				outTradeNo);
	}

	List<Purchase> latest(Payer payer) {
		return this.jdbc.query(
				"select out_trade_no, product, prepay_id from purchase where openid = ? and prepay_id is not null"
						+ " order by placed_at desc limit 3",
				(row, number) -> new Purchase(row.getString("out_trade_no"), Product.valueOf(row.getString("product")),
						row.getString("prepay_id")),
				payer.openid());
	}

}
