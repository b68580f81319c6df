package io.github.wechatpaycontract.order;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.AsciiText;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * Where something is bought: {@code scene_info}.
 *
 * @param payerClientIp {@code payer_client_ip}: the payer's address, at most 45 ASCII
 * characters without blanks
 * @param deviceId {@code device_id}: the device or shop window, at most 32 characters
 * @param storeInfo {@code store_info}: the shop
 */
public record SceneInfo(String payerClientIp, @Nullable String deviceId, @Nullable StoreInfo storeInfo) {

	private static final AsciiText ADDRESS = AsciiText.visible(1, 45);

	/**
	 * Checks the scene.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public SceneInfo {
		FieldRules.check("payerClientIp", ADDRESS.test(FieldRules.required("payerClientIp", payerClientIp)),
				"must be 1 to 45 ASCII characters without blanks");
		FieldRules.text("deviceId", deviceId, 32);
	}

	@Override
	public String toString() {
		return "SceneInfo[deviceId=%s]".formatted(this.deviceId);
	}

	/**
	 * A shop.
	 *
	 * @param id {@code id}: its number, at most 32 characters
	 * @param name {@code name}: its name, at most 256 characters
	 * @param areaCode {@code area_code}: its area, at most 32 characters
	 * @param address {@code address}: its address, at most 512 characters
	 */
	public record StoreInfo(String id, @Nullable String name, @Nullable String areaCode, @Nullable String address) {

		/**
		 * Checks the shop.
		 * @throws InvalidFieldException if a value is missing or not of its form
		 */
		public StoreInfo {
			FieldRules.text("id", FieldRules.required("id", id), 32);
			FieldRules.text("name", name, 256);
			FieldRules.text("areaCode", areaCode, 32);
			FieldRules.text("address", address, 512);
		}

	}

}
