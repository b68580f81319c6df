package io.github.wechatpaycontract.order;

import java.time.OffsetDateTime;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.text.AsciiText;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * What an order that uses a contract says, whoever makes it. Valid once built, but for
 * whether WeChat Pay can reach the notify URL: the call tells. Texts hold no control
 * character and no character beyond the Basic Multilingual Plane, so hardly any emoji.
 *
 * @param description {@code description}: what is bought, at most 127 characters
 * @param outTradeNo {@code out_trade_no}: the merchant's number of the order, 6 to 32 of
 * {@code 0-9A-Za-z_-*}, unique at the merchant; repeat a call only with the same number
 * and identical terms
 * @param timeExpire {@code time_expire}: until when the order can be paid, 1 minute to 15
 * days after ordering; WeChat Pay moves it there otherwise; seven days unless set
 * @param attach {@code attach}: comes back unchanged, at most 128 characters
 * @param notifyUrl {@code notify_url}: where WeChat Pay tells of the payment, not the
 * address of contract notifications: at most 255 ASCII characters, with a path and
 * without user, query and fragment; when it is sent, it must also be {@code https} to a
 * public host, unless calls go to a simulator on this host
 * @param goodsTag {@code goods_tag}: a marketing tag, at most 32 characters
 * @param supportFapiao {@code support_fapiao}: whether to offer an electronic invoice
 * @param total {@code amount.total}: the amount in fen, 1/100 of a yuan, at least 1
 * @param detail {@code detail}: what is bought, item by item, at most 6,144 bytes on the
 * wire
 * @param sceneInfo {@code scene_info}: where it is bought
 * @param profitSharing {@code settle_info.profit_sharing}: whether the amount will be
 * shared
 * @param contractId {@code contract_info.password_free_contract_id}: WeChat Pay's id of
 * the signed contract, {@code contract_id} of a query or notification, at most 32 ASCII
 * characters without blanks
 */
public record OrderTerms(String description, String outTradeNo, @Nullable OffsetDateTime timeExpire,
		@Nullable String attach, String notifyUrl, @Nullable String goodsTag, @Nullable Boolean supportFapiao,
		long total, @Nullable OrderDetail detail, @Nullable SceneInfo sceneInfo, @Nullable Boolean profitSharing,
		String contractId) {

	private static final int MAX_DETAIL_BYTES = 6144;

	private static final AsciiText OUT_TRADE_NO = AsciiText.of(AsciiText.ALPHANUMERIC + "_*-", 6, 32);

	/**
	 * Checks the terms.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public OrderTerms {
		FieldRules.text("description", FieldRules.required("description", description), 127);
		FieldRules.check("outTradeNo", OUT_TRADE_NO.test(FieldRules.required("outTradeNo", outTradeNo)),
				"must be 6 to 32 letters, digits, '_', '-' or '*'");
		FieldRules.text("attach", attach, 128);
		FieldRules.check("notifyUrl", FieldRules.required("notifyUrl", notifyUrl).length() <= 255,
				"must be at most 255 characters long");
		NotifyUrl.checkForm(notifyUrl);
		FieldRules.text("goodsTag", goodsTag, 32);
		FieldRules.check("total", total > 0, "must be positive");
		FieldRules.check("detail", detail == null || Json.write(detail).length <= MAX_DETAIL_BYTES,
				"is longer than 6,144 bytes on the wire");
		FieldRules.contractId("contractId", FieldRules.required("contractId", contractId));
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
		 * @param outTradeNo the merchant's number of the order, 6 to 32 of
		 * {@code 0-9A-Za-z_-*}, unique at the merchant; repeat a call only with the same
		 * number and identical terms
		 * @return this builder
		 */
		public Builder outTradeNo(String outTradeNo) {
			this.outTradeNo = outTradeNo;
			return this;
		}

		/**
		 * Sets when the order lapses.
		 * @param timeExpire until when the order can be paid, 1 minute to 15 days after
		 * ordering; WeChat Pay moves it there otherwise; seven days unless set
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
		 * <p>
		 * Its form is checked when the terms are built. That it is {@code https} to a
		 * public host is checked when the order is sent: a simulator on this host is told
		 * {@code http} and local addresses as well.
		 * @param notifyUrl where WeChat Pay tells of the payment, not the address of
		 * contract notifications: at most 255 ASCII characters, with a path and without
		 * user, query and fragment
		 * @return this builder
		 */
		public Builder notifyUrl(String notifyUrl) {
			this.notifyUrl = notifyUrl;
			return this;
		}

		/**
		 * Sets the marketing tag.
		 * @param goodsTag a marketing tag, at most 32 characters
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
		 * @param total the amount in fen, 1/100 of a yuan, at least 1
		 * @return this builder
		 */
		public Builder total(long total) {
			this.total = total;
			return this;
		}

		/**
		 * Sets the items.
		 * @param detail what is bought, item by item, at most 6,144 bytes on the wire
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
		 * @param contractId WeChat Pay's id of the signed contract, sent as
		 * {@code contract_info.password_free_contract_id}, at most 32 ASCII characters
		 * without blanks
		 * @return this builder
		 */
		public Builder contractId(String contractId) {
			this.contractId = contractId;
			return this;
		}

		/**
		 * Builds the terms.
		 * @return the terms
		 * @throws InvalidFieldException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public OrderTerms build() {
			return new OrderTerms(FieldRules.required("description", this.description),
					FieldRules.required("outTradeNo", this.outTradeNo), this.timeExpire, this.attach,
					FieldRules.required("notifyUrl", this.notifyUrl), this.goodsTag, this.supportFapiao, this.total,
					this.detail, this.sceneInfo, this.profitSharing,
					FieldRules.required("contractId", this.contractId));
		}

	}

}
