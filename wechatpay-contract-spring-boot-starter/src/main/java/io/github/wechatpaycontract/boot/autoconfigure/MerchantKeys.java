package io.github.wechatpaycontract.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * What the properties of every merchant say of its number and keys.
 */
interface MerchantKeys {

	@Nullable String mchid();

	@Nullable String certificateSerialNumber();

	@Nullable String certificatePath();

	@Nullable String privateKeyPath();

	@Nullable String privateKeyPassphrase();

	@Nullable String pkcs12Path();

	@Nullable String pkcs12Password();

	@Nullable String apiV3Key();

	@Nullable String previousApiV3Key();

	@Nullable String publicKeyId();

	@Nullable String publicKeyPath();

}
