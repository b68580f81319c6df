package com.example.contracts;

import java.util.List;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Our own record of orders, written before WeChat Pay is called. The number comes with
 * the form, so that the same form sent twice is one order.
 */
@Component
class Purchases {

	private final JdbcTemplate jdbc;

	Purchases(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
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

	List<Purchase> latest(Payer payer) {
		return this.jdbc.query(
				"select out_trade_no, product, prepay_id from purchase where openid = ? and prepay_id is not null"
						+ " order by placed_at desc limit 3",
				(row, number) -> new Purchase(row.getString("out_trade_no"), Product.valueOf(row.getString("product")),
						row.getString("prepay_id")),
				payer.openid());
	}

}
