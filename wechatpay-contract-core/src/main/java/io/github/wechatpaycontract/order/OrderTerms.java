package io.github.wechatpaycontract.order;

import java.time.OffsetDateTime;

import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * What an order that uses a contract says, whoever makes it. Valid once built.
 *
 * @param description what is bought, at most 127 characters
 * @param outTradeNo the merchant's number of the order, 6 to 32 of {@code 0-9A-Za-z_-*},
 * unique at the merchant; repeat a call only with the same number and identical terms
 * @param timeExpire until when the order can be paid; seven days unless set
 * @param attach comes back unchanged, at most 128 characters
 * @param notifyUrl where WeChat Pay tells of the payment, {@code https} and at most 255
 * characters; not the address of contract notifications
 * @param goodsTag a marketing tag, at most 32 characters
 * @param supportFapiao whether to offer an electronic invoice
 * @param total the amount in fen, 1/100 of a yuan
 * @param detail what is bought, item by item, at most 6,144 bytes on the wire
 * @param sceneInfo where it is bought
 * @param profitSharing whether the amount will be shared
 * @param contractId WeChat Pay's id of the signed contract
 */
public record OrderTerms(String description, String outTradeNo, @Nullable OffsetDateTime timeExpire,
		@Nullable String attach, String notifyUrl, @Nullable String goodsTag, @Nullable Boolean supportFapiao,
		long total, @Nullable OrderDetail detail, @Nullable SceneInfo sceneInfo, @Nullable Boolean profitSharing,
		String contractId) {

	private static final int MAX_DETAIL_BYTES = 6144;

	private static final AsciiText OUT_TRADE_NO = AsciiText.of(AsciiText.ALPHANUMERIC + "_*-", 6, 32);

	/**
	 * Checks the terms.
	 */
	public OrderTerms {
		Rules.text("description", Rules.required("description", description), 127);
		Rules.check("outTradeNo", OUT_TRADE_NO.test(Rules.required("outTradeNo", outTradeNo)),
				"must be 6 to 32 letters, digits, '_', '-' or '*'");
		Rules.text("attach", attach, 128);
		Rules.check("notifyUrl", Rules.required("notifyUrl", notifyUrl).length() <= 255,
				"is longer than 255 characters");
		Rules.text("goodsTag", goodsTag, 32);
		Rules.check("total", total > 0, "must be positive");
		Rules.check("detail", detail == null || Json.write(detail).length <= MAX_DETAIL_BYTES,
				"is longer than 6,144 bytes on the wire");
		Rules.text("contractId", Rules.required("contractId", contractId), 32);
	}

	/**
	 * Starts to build terms.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builds {@link OrderTerms}.
	 */
	public static final class Builder {

		private @Nullable String description;

		private @Nullable String outTradeNo;

		private @Nullable OffsetDateTime timeExpire;

		private @Nullable String attach;

		private @Nullable String notifyUrl;

		private @Nullable String goodsTag;

		private @Nullable Boolean supportFapiao;

		private long total;

		private @Nullable OrderDetail detail;

		private @Nullable SceneInfo sceneInfo;

		private @Nullable Boolean profitSharing;

		private @Nullable String contractId;

		private Builder() {
		}

		/**
		 * Sets what is bought.
		 * @param description what is bought, at most 127 characters
		 * @return this builder
		 */
		public Builder description(String description) {
			this.description = description;
			return this;
		}

		/**
		 * Sets the number of the order.
		 * @param outTradeNo the merchant's number of the order
		 * @return this builder
		 */
		public Builder outTradeNo(String outTradeNo) {
			this.outTradeNo = outTradeNo;
			return this;
		}

		/**
		 * Sets when the order lapses.
		 * @param timeExpire until when the order can be paid
		 * @return this builder
		 */
		public Builder timeExpire(OffsetDateTime timeExpire) {
			this.timeExpire = timeExpire;
			return this;
		}

		/**
		 * Sets what comes back.
		 * @param attach comes back unchanged, at most 128 characters
		 * @return this builder
		 */
		public Builder attach(String attach) {
			this.attach = attach;
			return this;
		}

		/**
		 * Sets where to tell of the payment.
		 * @param notifyUrl where WeChat Pay tells of the payment, {@code https}
		 * @return this builder
		 */
		public Builder notifyUrl(String notifyUrl) {
			this.notifyUrl = notifyUrl;
			return this;
		}

		/**
		 * Sets the marketing tag.
		 * @param goodsTag a marketing tag
		 * @return this builder
		 */
		public Builder goodsTag(String goodsTag) {
			this.goodsTag = goodsTag;
			return this;
		}

		/**
		 * Sets whether to offer an invoice.
		 * @param supportFapiao whether to offer an electronic invoice
		 * @return this builder
		 */
		public Builder supportFapiao(boolean supportFapiao) {
			this.supportFapiao = supportFapiao;
			return this;
		}

		/**
		 * Sets the amount.
		 * @param total the amount in fen, 1/100 of a yuan
		 * @return this builder
		 */
		public Builder total(long total) {
			this.total = total;
			return this;
		}

		/**
		 * Sets the items.
		 * @param detail what is bought, item by item
		 * @return this builder
		 */
		public Builder detail(OrderDetail detail) {
			this.detail = detail;
			return this;
		}

		/**
		 * Sets the scene.
		 * @param sceneInfo where it is bought
		 * @return this builder
		 */
		public Builder sceneInfo(SceneInfo sceneInfo) {
			this.sceneInfo = sceneInfo;
			return this;
		}

		/**
		 * Sets whether to share.
		 * @param profitSharing whether the amount will be shared
		 * @return this builder
		 */
		public Builder profitSharing(boolean profitSharing) {
			this.profitSharing = profitSharing;
			return this;
		}

		/**
		 * Sets the contract.
		 * @param contractId WeChat Pay's id of the signed contract
		 * @return this builder
		 */
		public Builder contractId(String contractId) {
			this.contractId = contractId;
			return this;
		}

		/**
		 * Builds the terms.
		 * @return the terms
		 * @throws IllegalArgumentException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public OrderTerms build() {
			return new OrderTerms(Rules.required("description", this.description),
					Rules.required("outTradeNo", this.outTradeNo), this.timeExpire, this.attach,
					Rules.required("notifyUrl", this.notifyUrl), this.goodsTag, this.supportFapiao, this.total,
					this.detail, this.sceneInfo, this.profitSharing, Rules.required("contractId", this.contractId));
		}

	}

}
