package io.github.wechatpaycontract.order;

import java.util.List;
import java.util.Objects;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * What is bought, item by item: {@code detail}, at most 6,144 bytes on the wire.
 *
 * @param costPrice {@code cost_price}: the price before discounts in fen, 0 or more
 * @param invoiceId {@code invoice_id}: the number of the merchant's receipt, at most 32
 * characters
 * @param goodsDetail {@code goods_detail}: the items
 */
public record OrderDetail(@Nullable Long costPrice, @Nullable String invoiceId, @Nullable List<Goods> goodsDetail) {

	/**
	 * Checks the items and keeps them as they are.
	 * @throws InvalidFieldException if a value is not of its form
	 */
	public OrderDetail {
		FieldRules.check("costPrice", costPrice == null || costPrice >= 0, "is negative");
		FieldRules.text("invoiceId", invoiceId, 32);
		if (goodsDetail != null) {
			FieldRules.check("goodsDetail", goodsDetail.stream().noneMatch(Objects::isNull),
					"has an item that is missing");
			goodsDetail = List.copyOf(goodsDetail);
		}
	}

	/**
	 * One item.
	 *
	 * @param merchantGoodsId {@code merchant_goods_id}: the merchant's number of the
	 * item, at most 32 characters
	 * @param wechatpayGoodsId {@code wechatpay_goods_id}: WeChat Pay's number of the
	 * item, at most 32 characters
	 * @param goodsName {@code goods_name}: the name, at most 256 characters
	 * @param quantity {@code quantity}: how many, 1 or more
	 * @param unitPrice {@code unit_price}: the price of one in fen, 0 or more
	 */
	public record Goods(String merchantGoodsId, @Nullable String wechatpayGoodsId, @Nullable String goodsName,
			int quantity, long unitPrice) {

		/**
		 * Checks the item.
		 * @throws InvalidFieldException if a value is missing or not of its form
		 */
		public Goods {
			FieldRules.text("merchantGoodsId", FieldRules.required("merchantGoodsId", merchantGoodsId), 32);
			FieldRules.text("wechatpayGoodsId", wechatpayGoodsId, 32);
			FieldRules.text("goodsName", goodsName, 256);
			FieldRules.check("quantity", quantity > 0, "is not positive");
			FieldRules.check("unitPrice", unitPrice >= 0, "is negative");
		}

	}

}
