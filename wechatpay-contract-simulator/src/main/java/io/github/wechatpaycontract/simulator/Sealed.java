package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Something encrypted with an APIv3 key.
 *
 * @param algorithm the algorithm to name; what is done is always AES-256-GCM
 * @param nonce 12 characters
 * @param associatedData the associated data, or null to leave the member out
 * @param ciphertext ciphertext and tag in Base64
 */
record Sealed(String algorithm, String nonce, @Nullable String associatedData, String ciphertext) {

	static Sealed of(String algorithm, String key, String nonce, @Nullable String associatedData, byte[] plaintext) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"),
					new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.US_ASCII)));
			if (associatedData != null) {
				cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
			}
			return new Sealed(algorithm, nonce, associatedData,
					Base64.getEncoder().encodeToString(cipher.doFinal(plaintext)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The APIv3 key cannot encrypt", ex);
		}
	}

	Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("algorithm", this.algorithm);
		members.put("ciphertext", this.ciphertext);
		if (this.associatedData != null) {
			members.put("associated_data", this.associatedData);
		}
		members.put("nonce", this.nonce);
		return members;
	}

}
