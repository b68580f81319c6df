package io.github.wechatpaycontract.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Digests of bytes.
 */
public final class Digests {

	private Digests() {
	}

	/**
	 * Returns the SHA-256 of bytes.
	 * @param bytes the bytes
	 * @return 64 hexadecimal digits
	 */
	public static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
