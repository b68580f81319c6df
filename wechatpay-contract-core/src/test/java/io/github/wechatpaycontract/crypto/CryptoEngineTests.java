package io.github.wechatpaycontract.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CryptoEngine} with every provider that works on this platform.
 */
class CryptoEngineTests {

	private static final byte[] MESSAGE = "1724900000\nnonce\n{}\n".getBytes(StandardCharsets.UTF_8);

	private static final RSAPublicKey KEY = PublicKeys.read(Vectors.file("wechatpay_pub.pem"));

	/** SHA-256 in a DigestInfo, as DER wants it. */
	private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";

	/** A million, or a thousandth of that where it shares its time with other tests. */
	private static final int SIGNATURES = Integer.getInteger("torture.signatures", 1000);

	static Stream<CryptoEngine> engines() {
		Stream<CryptoEngine> others = Stream.of(NativeProvider.values())
			.filter(CryptoEngineTests::works)
			.map((provider) -> CryptoEngine.of(CryptoProvider.valueOf(provider.name())));
		return Stream.concat(Stream.of(CryptoEngine.of(CryptoProvider.JDK)), others);
	}

	private static boolean works(NativeProvider provider) {
		try {
			return provider.load() != null;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	@Test
	void ofAutoIsTheFastestThatWorks() {
		List<String> names = engines().map(CryptoEngine::name).toList();
		assertThat(CryptoEngine.of(CryptoProvider.AUTO).name()).isEqualTo(names.get((names.size() > 1) ? 1 : 0));
	}

	@Test
	@Tag("case-170")
	void ofRegistersNothingWithTheJvm() {
		engines().forEach((engine) -> engine.signingKey(TestPlatform.MERCHANT_KEY).sign(MESSAGE));
		assertThat(Security.getProviders()).extracting(Provider::getName)
			.doesNotContain("AmazonCorrettoCryptoProvider", "Conscrypt", "BC");
	}

	@Test
	void loadWhenNotOnTheClassPathSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> NativeProvider.load("Name", "no.such.Provider", () -> null))
			.withMessage("Name is not on the class path");
	}

	@Test
	void loadWhenMadeForAnotherPlatformSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> NativeProvider.load("Name", "java.lang.String", () -> {
			throw new UnsatisfiedLinkError("canary");
		})).withMessage("Name is on the class path but does not work on this platform");
	}

	@ParameterizedTest
	@MethodSource("engines")
	void signEqualsWhatTheJdkSigns(CryptoEngine engine) {
		assertThat(engine.signingKey(TestPlatform.PLATFORM_KEY).sign(MESSAGE))
			.isEqualTo(TestPlatform.sign(TestPlatform.PLATFORM_KEY, MESSAGE));
	}

	@ParameterizedTest
	@MethodSource("engines")
	void signWhenKeyHasNoEncodingSignsAllTheSame(CryptoEngine engine) {
		assertThat(engine.signingKey(new UnencodedKey()).sign(MESSAGE))
			.isEqualTo(TestPlatform.sign(TestPlatform.PLATFORM_KEY, MESSAGE));
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyTakesAMessageInParts(CryptoEngine engine) {
		SigningKey signing = engine.signingKey(TestPlatform.PLATFORM_KEY);
		VerifyingKey verifying = engine.verifyingKey(KEY);
		for (int length : new int[] { 0, 1, 63, 64, 65, 1_000, 100_000 }) {
			byte[] head = new byte[length];
			Arrays.fill(head, (byte) length);
			byte[] whole = ByteBuffer.allocate(2 * length + MESSAGE.length).put(head).put(MESSAGE).put(head).array();
			byte[] signature = signing.sign(whole);
			assertThat(verifying.verify(signature, head, MESSAGE, head)).as("of %d bytes", length).isTrue();
			assertThat(verifying.verify(signature, whole)).isTrue();
			assertThat(verifying.verify(signature, MESSAGE, head, head)).isEqualTo(length == 0);
		}
	}

	@Tag("case-12")
	@ParameterizedTest
	@MethodSource("engines")
	void signWhenSharedBy64ThreadsMakesNoWrongSignature(CryptoEngine engine) throws Exception {
		SigningKey signing = engine.signingKey(TestPlatform.PLATFORM_KEY);
		VerifyingKey verifying = engine.verifyingKey(KEY);
		ExecutorService threads = Executors.newFixedThreadPool(64);
		try {
			List<Callable<Long>> tasks = IntStream.range(0, 64)
				.mapToObj((thread) -> (Callable<Long>) () -> IntStream.range(0, SIGNATURES / 64 + 1)
					.mapToObj((i) -> (thread + "/" + i).getBytes(StandardCharsets.US_ASCII))
					.filter((message) -> !verifying.verify(signing.sign(message), message))
					.count())
				.toList();
			for (Future<Long> wrong : threads.invokeAll(tasks)) {
				assertThat(wrong.get()).isZero();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenSignatureIsOfAnyLengthNeverThrows(CryptoEngine engine) {
		VerifyingKey key = engine.verifyingKey(KEY);
		assertThat(key.signatureBytes()).isEqualTo(256);
		for (int length : new int[] { 0, 1, 128, 255, 256, 257, 512, 10_000 }) {
			assertThat(key.verify(new byte[length], MESSAGE)).isFalse();
			byte[] ones = new byte[length];
			Arrays.fill(ones, (byte) 0xff);
			assertThat(key.verify(ones, MESSAGE)).isFalse();
		}
	}

	/**
	 * Raw RSA blocks under the real private key, in the manner of Wycheproof. A missing
	 * NULL, which Wycheproof calls acceptable, is left to the provider.
	 */
	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenPaddingIsNotExactlyPkcs1IsFalse(CryptoEngine engine) throws GeneralSecurityException {
		VerifyingKey key = engine.verifyingKey(KEY);
		forgeries().forEach((name, block) -> assertThat(key.verify(raw(block), MESSAGE)).as(name).isFalse());
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyAfterEveryForgeryKnowsTheRightSignature(CryptoEngine engine) throws GeneralSecurityException {
		VerifyingKey key = engine.verifyingKey(KEY);
		byte[] signature = TestPlatform.sign(TestPlatform.PLATFORM_KEY, MESSAGE);
		forgeries().forEach((name, block) -> {
			assertThat(key.verify(raw(block), MESSAGE)).as(name).isFalse();
			assertThat(key.verify(signature, MESSAGE)).as("the right one after " + name).isTrue();
			assertThat(key.verify(signature, new byte[0])).as("another message after " + name).isFalse();
		});
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenPaddingIsRightIsTrue(CryptoEngine engine) throws GeneralSecurityException {
		VerifyingKey key = engine.verifyingKey(KEY);
		byte[] signature = raw(padded(0x01, join(DIGEST_INFO, MessageDigest.getInstance("SHA-256").digest(MESSAGE))));
		assertThat(key.verify(signature, MESSAGE)).isTrue();
		byte[] longer = new byte[257];
		System.arraycopy(signature, 0, longer, 1, 256);
		assertThat(key.verify(longer, MESSAGE)).isFalse();
		byte[] plusModulus = new BigInteger(1, signature).add(KEY.getModulus()).toByteArray();
		assertThat(key.verify(Arrays.copyOfRange(plusModulus, plusModulus.length - 256, plusModulus.length), MESSAGE))
			.isFalse();
	}

	private static Map<String, byte[]> forgeries() throws GeneralSecurityException {
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
		return blocks;
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

	/**
	 * A key of another kind of provider.
	 */
	private static final class UnencodedKey implements RSAPrivateKey {

		private static final long serialVersionUID = 1L;

		@Override
		public BigInteger getPrivateExponent() {
			return TestPlatform.PLATFORM_KEY.getPrivateExponent();
		}

		@Override
		public String getAlgorithm() {
			return "RSA";
		}

		@Override
		public String getFormat() {
			return "none";
		}

		@Override
		public byte[] getEncoded() {
			return null;
		}

		@Override
		public BigInteger getModulus() {
			return KEY.getModulus();
		}

	}

}
