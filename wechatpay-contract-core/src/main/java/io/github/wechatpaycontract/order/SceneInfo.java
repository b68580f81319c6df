package io.github.wechatpaycontract.order;

import org.jspecify.annotations.Nullable;

/**
 * Where something is bought.
 *
 * @param payerClientIp the payer's address, at most 45 characters
 * @param deviceId the device or shop window
 * @param storeInfo the shop
 */
public record SceneInfo(String payerClientIp, @Nullable String deviceId, @Nullable StoreInfo storeInfo) {

	/**
	 * Checks the scene.
	 */
	public SceneInfo {
		Rules.text("payerClientIp", Rules.required("payerClientIp", payerClientIp), 45);
	}

	@Override
	public String toString() {
		return "SceneInfo[deviceId=%s]".formatted(this.deviceId);
	}

	/**
	 * A shop.
	 *
	 * @param id its number
	 * @param name its name
	 * @param areaCode its area
	 * @param address its address
	 */
	public record StoreInfo(String id, @Nullable String name, @Nullable String areaCode, @Nullable String address) {

		/**
		 * Checks the shop.
		 */
		public StoreInfo {
			Rules.required("id", id);
		}

	}

}
