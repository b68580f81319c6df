package io.github.wechatpaycontract.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who a contract is with. A direct merchant has an appid and the payer's openid under it;
 * partners have a sub-merchant as well, and know the payer under either appid.
 * {@code toString} shows no payer.
 *
 * @param appid the appid of the merchant, service provider or institution
 * @param openid the payer under that appid
 * @param subMchid the sub-merchant number
 * @param subAppid the sub-merchant's appid
 * @param subOpenid the payer under the sub-merchant's appid
 */
public record ContractParties(@Nullable String appid, @Nullable String openid, @Nullable String subMchid,
		@Nullable String subAppid, @Nullable String subOpenid) {

	@Override
	public String toString() {
		return "ContractParties[appid=%s, subMchid=%s, subAppid=%s]".formatted(this.appid, this.subMchid,
				this.subAppid);
	}

}
