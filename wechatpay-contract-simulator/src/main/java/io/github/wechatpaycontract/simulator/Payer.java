package io.github.wechatpaycontract.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Who pays, and at whom, as far as a request says.
 *
 * @param appid the caller's appid
 * @param openid the payer under it
 * @param subMchid the sub-merchant
 * @param subAppid the appid of the sub-merchant
 * @param subOpenid the payer under it
 */
record Payer(String appid, @Nullable String openid, @Nullable String subMchid, @Nullable String subAppid,
		@Nullable String subOpenid) {

	/**
	 * Whether both can be the same: nothing that both say differs.
	 */
	boolean fits(Payer other) {
		return this.appid.equals(other.appid) && fits(this.openid, other.openid) && fits(this.subMchid, other.subMchid)
				&& fits(this.subAppid, other.subAppid) && fits(this.subOpenid, other.subOpenid);
	}

	private static boolean fits(@Nullable String one, @Nullable String other) {
		return one == null || other == null || one.equals(other);
	}

	@Override
	public String toString() {
		return "Payer[appid=%s, subMchid=%s, subAppid=%s]".formatted(this.appid, this.subMchid, this.subAppid);
	}

}
