package io.github.wechatpaycontract.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rsa}.
 */
class RsaTests {

	private static final byte[] MESSAGE = "1724900000\nnonce\n{}\n".getBytes(StandardCharsets.UTF_8);

	private static final RSAPublicKey KEY = PublicKeys.read(Vectors.file("wechatpay_pub.pem"));

	/** SHA-256 in a DigestInfo, as DER wants it. */
	private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";

	@Test
	void decryptWhenGivenVectorO1ReturnsThePlaintext() throws GeneralSecurityException {
		JsonNode vector = Vectors.find("oaep", "O1");
		assertThat(Rsa.decrypt(TestPlatform.PLATFORM_KEY,
				Base64.getDecoder().decode(vector.get("ciphertext_base64").textValue())))
			.isEqualTo(vector.get("plaintext_utf8").textValue().getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void encryptWhenDecryptedGivesThePlaintextUpTo214Bytes() throws GeneralSecurityException {
		assertThat(Vectors.group("oaep_max_plaintext_bytes").intValue()).isEqualTo(214);
		for (int length : new int[] { 0, 1, 6, 213, 214 }) {
			byte[] plaintext = new byte[length];
			Arrays.fill(plaintext, (byte) 'x');
			byte[] ciphertext = Rsa.encrypt(KEY, plaintext);
			assertThat(ciphertext).hasSize(256).isNotEqualTo(Rsa.encrypt(KEY, plaintext));
			assertThat(Rsa.decrypt(TestPlatform.PLATFORM_KEY, ciphertext)).isEqualTo(plaintext);
		}
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> Rsa.encrypt(KEY, new byte[215]));
	}

	@Test
	void decryptWhenMadeForAnotherKeyFails() throws GeneralSecurityException {
		byte[] ciphertext = Rsa.encrypt(KEY, new byte[5]);
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.MERCHANT_KEY, ciphertext));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.PLATFORM_KEY, new byte[3]));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.PLATFORM_KEY, new byte[257]));
	}

	@Test
	void verifyWhenSignatureIsOfAnyLengthNeverThrows() {
		for (int length : new int[] { 0, 1, 128, 255, 256, 257, 512, 10_000 }) {
			assertThat(Rsa.verify(KEY, MESSAGE, new byte[length])).isFalse();
			byte[] ones = new byte[length];
			Arrays.fill(ones, (byte) 0xff);
			assertThat(Rsa.verify(KEY, MESSAGE, ones)).isFalse();
		}
	}

	static Stream<Map.Entry<String, byte[]>> forgeries() throws GeneralSecurityException {
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
		byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(MESSAGE);
		byte[] sha512 = MessageDigest.getInstance("SHA-512").digest(MESSAGE);
		Map<String, byte[]> blocks = new LinkedHashMap<>();
		blocks.put("BER length", padded(0x01, join("308131300d060960864801650304020105000420", hash)));
		blocks.put("BER length inside", padded(0x01, join("303230810d060960864801650304020105000420", hash)));
		blocks.put("garbage behind the hash",
				padded(0x01, join(DIGEST_INFO, hash), new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 }));
		blocks.put("garbage and short padding", shortPadding(join(DIGEST_INFO, hash), 8));
		blocks.put("no padding", shortPadding(join(DIGEST_INFO, hash), 0));
		blocks.put("bare hash", padded(0x01, hash));
		blocks.put("SHA-1", padded(0x01, join("3021300906052b0e03021a05000414", sha1)));
		blocks.put("SHA-512", padded(0x01, join("3051300d060960864801650304020305000440", sha512)));
		blocks.put("SHA-224 oid", padded(0x01, join("3031300d060960864801650304020405000420", hash)));
		blocks.put("block type 0", padded(0x00, join(DIGEST_INFO, hash)));
		blocks.put("block type 2", padded(0x02, join(DIGEST_INFO, hash)));
		byte[] badPadding = padded(0x01, join(DIGEST_INFO, hash));
		badPadding[50] = (byte) 0xfe;
		blocks.put("a padding byte changed", badPadding);
		byte[] noSeparator = padded(0x01, join(DIGEST_INFO, hash));
		noSeparator[256 - 51 - 1] = (byte) 0xff;
		blocks.put("separator missing", noSeparator);
		byte[] firstByte = padded(0x01, join(DIGEST_INFO, hash));
		firstByte[0] = 1;
		blocks.put("first byte not zero", firstByte);
		for (int i = 0; i < 51; i++) {
			byte[] changed = padded(0x01, join(DIGEST_INFO, hash));
			changed[256 - 51 + i] ^= 1;
			blocks.put("byte " + i + " of the digest info", changed);
		}
		return blocks.entrySet().stream();
	}

	/**
	 * Raw RSA blocks under the real private key, in the manner of Wycheproof. A missing
	 * NULL, which Wycheproof calls acceptable, is left to the JDK.
	 */
	@ParameterizedTest(name = "{0}")
	@MethodSource("forgeries")
	void verifyWhenPaddingIsNotExactlyPkcs1IsFalse(Map.Entry<String, byte[]> block) {
		assertThat(Rsa.verify(KEY, MESSAGE, raw(block.getValue()))).isFalse();
	}

	@Test
	void verifyWhenPaddingIsRightIsTrue() throws GeneralSecurityException {
		byte[] signature = raw(padded(0x01, join(DIGEST_INFO, MessageDigest.getInstance("SHA-256").digest(MESSAGE))));
		assertThat(Rsa.verify(KEY, MESSAGE, signature)).isTrue();
		assertThat(signature).isEqualTo(Rsa.sign(TestPlatform.PLATFORM_KEY, MESSAGE));
		byte[] longer = new byte[257];
		System.arraycopy(signature, 0, longer, 1, 256);
		assertThat(Rsa.verify(KEY, MESSAGE, longer)).isFalse();
		byte[] plusModulus = new BigInteger(1, signature).add(KEY.getModulus()).toByteArray();
		assertThat(
				Rsa.verify(KEY, MESSAGE, Arrays.copyOfRange(plusModulus, plusModulus.length - 256, plusModulus.length)))
			.isFalse();
	}

	private static byte[] raw(byte[] block) {
		byte[] number = new BigInteger(1, block).mod(KEY.getModulus())
			.modPow(TestPlatform.PLATFORM_KEY.getPrivateExponent(), KEY.getModulus())
			.toByteArray();
		byte[] signature = new byte[256];
		int length = Math.min(number.length, 256);
		System.arraycopy(number, number.length - length, signature, 256 - length, length);
		return signature;
	}

	private static byte[] padded(int type, byte[]... parts) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			content.writeBytes(part);
		}
		byte[] block = new byte[256];
		Arrays.fill(block, (byte) 0xff);
		block[0] = 0;
		block[1] = (byte) type;
		block[255 - content.size()] = 0;
		System.arraycopy(content.toByteArray(), 0, block, 256 - content.size(), content.size());
		return block;
	}

	private static byte[] shortPadding(byte[] content, int padding) {
		byte[] block = new byte[256];
		block[1] = 1;
		Arrays.fill(block, 2, 2 + padding, (byte) 0xff);
		System.arraycopy(content, 0, block, 3 + padding, content.length);
		return block;
	}

	private static byte[] join(String hex, byte[] hash) {
		byte[] prefix = HexFormat.of().parseHex(hex);
		byte[] joined = Arrays.copyOf(prefix, prefix.length + hash.length);
		System.arraycopy(hash, 0, joined, prefix.length, hash.length);
		return joined;
	}

}
