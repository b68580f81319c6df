package io.github.wechatpaycontract.order;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What is bought, item by item; at most 6,144 bytes on the wire.
 *
 * @param costPrice the price before discounts in fen
 * @param invoiceId the number of the merchant's receipt
 * @param goodsDetail the items
 */
public record OrderDetail(@Nullable Long costPrice, @Nullable String invoiceId, @Nullable List<Goods> goodsDetail) {

	/**
	 * Checks the items and keeps them as they are.
	 */
	public OrderDetail {
		if (goodsDetail != null) {
			Rules.check("goodsDetail", goodsDetail.stream().noneMatch(Objects::isNull), "has an item that is missing");
			goodsDetail = List.copyOf(goodsDetail);
		}
	}

	/**
	 * One item.
	 *
	 * @param merchantGoodsId the merchant's number of the item
	 * @param wechatpayGoodsId WeChat Pay's number of the item
	 * @param goodsName the name
	 * @param quantity how many
	 * @param unitPrice the price of one in fen
	 */
	public record Goods(String merchantGoodsId, @Nullable String wechatpayGoodsId, @Nullable String goodsName,
			int quantity, long unitPrice) {

		/**
		 * Checks the item.
		 */
		public Goods {
			Rules.required("merchantGoodsId", merchantGoodsId);
			Rules.check("quantity", quantity > 0, "is not positive");
			Rules.check("unitPrice", unitPrice >= 0, "is negative");
		}

	}

}
