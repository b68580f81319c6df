package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.github.wechatpaycontract.crypto.AesGcm;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.text.AsciiText;

/**
 * The APIv3 key set in the merchant console: 32 letters and digits, used as bytes. It
 * opens what WeChat Pay encrypts for the merchant and is never printed.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012072195">WeChat Pay: the
 * APIv3 key</a>
 */
public final class ApiV3Key {

	private static final int BYTES = 32;

	private static final AsciiText CHARACTERS = AsciiText.of(AsciiText.ALPHANUMERIC, BYTES, BYTES);

	private final SecretKey key;

	private ApiV3Key(SecretKey key) {
		this.key = key;
	}

	/**
	 * Creates the key.
	 * @param text 32 ASCII letters and digits
	 * @return the key
	 * @throws IllegalArgumentException if it is anything else; the message tells the
	 * length only
	 */
	public static ApiV3Key of(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length != BYTES) {
			throw new IllegalArgumentException(
					"The APIv3 key must be 32 bytes long but is %d; the key of APIv2 is another one"
						.formatted(bytes.length));
		}
		if (!CHARACTERS.test(text)) {
			throw new IllegalArgumentException("The APIv3 key must be 32 letters and digits, without blanks");
		}
		return new ApiV3Key(new SecretKeySpec(bytes, "AES"));
	}

	AesGcm with(CryptoEngine engine) {
		return new AesGcm(engine, this.key);
	}

	@Override
	public String toString() {
		return "ApiV3Key[****]";
	}

}
