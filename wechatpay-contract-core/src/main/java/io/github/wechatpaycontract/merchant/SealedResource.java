package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;

import io.github.wechatpaycontract.crypto.AesGcm;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat Pay encrypts with the APIv3 key: the resource of a notification, or a
 * platform certificate.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012071382">WeChat Pay:
 * decrypting callbacks and platform certificates</a>
 */
public final class SealedResource {

	private final byte[] nonce;

	private final byte[] associatedData;

	private final byte[] ciphertext;

	private SealedResource(byte[] nonce, byte[] associatedData, byte[] ciphertext) {
		this.nonce = nonce;
		this.associatedData = associatedData;
		this.ciphertext = ciphertext;
	}

	/**
	 * Reads a member that is encrypted.
	 * @param parent the object it is a member of
	 * @param name its name
	 * @return what is encrypted
	 * @throws MalformedJsonException if there is no such member, or it is encrypted in
	 * another way
	 */
	public static SealedResource read(JsonObject parent, String name) {
		JsonObject sealed = required(name, parent.object(name));
		if (!AesGcm.ALGORITHM.equals(sealed.text("algorithm"))) {
			throw new MalformedJsonException("algorithm", "is not " + AesGcm.ALGORITHM);
		}
		return new SealedResource(nonce(required("nonce", sealed.text("nonce"))),
				bytes(Objects.requireNonNullElse(sealed.text("associated_data"), "")),
				ciphertext(required("ciphertext", sealed.text("ciphertext"))));
	}

	private static <T> T required(String name, @Nullable T value) {
		if (value == null) {
			throw new MalformedJsonException(name, "is missing");
		}
		return value;
	}

	private static byte[] nonce(String text) {
		byte[] nonce = bytes(text);
		if (nonce.length != AesGcm.NONCE_BYTES) {
			throw new MalformedJsonException("nonce", "is not 12 bytes");
		}
		return nonce;
	}

	private static byte[] ciphertext(String text) {
		try {
			byte[] ciphertext = Base64.getDecoder().decode(text);
			if (ciphertext.length >= AesGcm.TAG_BYTES) {
				return ciphertext;
			}
		}
		catch (IllegalArgumentException ex) {
			// told below
		}
		throw new MalformedJsonException("ciphertext", "is not the Base64 of at least 16 bytes");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Decrypts it, which proves that somebody who knows the APIv3 key made it.
	 * @param merchant whose APIv3 key is used
	 * @return the plaintext
	 * @throws GeneralSecurityException if none of the merchant's keys opens it
	 */
	public byte[] open(Merchant merchant) throws GeneralSecurityException {
		return merchant.open(this.nonce, this.associatedData, this.ciphertext);
	}

	@Override
	public String toString() {
		return "SealedResource[%d bytes]".formatted(this.ciphertext.length);
	}

}
