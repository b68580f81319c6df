package io.github.wechatpaycontract.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.github.wechatpaycontract.RecordingClassLoader;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link UsualKeys}.
 */
class UsualKeysTests {

	private static final byte[] PRIVATE = Vectors.file("merchant_key.pem");

	private static final byte[] PUBLIC = Vectors.file("wechatpay_pub.pem");

	@Test
	void keysAreThoseThatBouncyCastleReads() {
		assertThat(UsualKeys.privateKey(PRIVATE)).isNotNull().isEqualTo(PrivateKeyReader.read(PRIVATE, null));
		assertThat(UsualKeys.publicKey(PUBLIC)).isNotNull().isEqualTo(PublicKeyReader.read(PUBLIC));
	}

	@Test
	void keysAreReadHoweverTheFileWasSaved() {
		for (String text : List.of(text(PRIVATE).replace("\n", "\r\n"), "\uFEFF" + text(PRIVATE),
				text(PRIVATE).replace("\n", "\\n"), "comment\n" + text(PRIVATE) + "\nmore")) {
			assertThat(UsualKeys.privateKey(text.getBytes(StandardCharsets.UTF_8)))
				.isEqualTo(UsualKeys.privateKey(PRIVATE));
		}
	}

	@Test
	void keysOfAnotherFormAreLeftToOthers() {
		byte[] two = (text(PRIVATE) + text(PUBLIC)).getBytes(StandardCharsets.UTF_8);
		byte[] broken = text(PRIVATE).replace("M", "!").getBytes(StandardCharsets.UTF_8);
		for (byte[] file : List.of(PUBLIC, two, broken, new byte[0], Arrays.copyOf(PRIVATE, 400),
				pem("PRIVATE KEY", TestKeys.ec().getPrivate().getEncoded()))) {
			assertThat(UsualKeys.privateKey(file)).isNull();
		}
		for (byte[] file : List.of(PRIVATE, two, pem("PUBLIC KEY", TestKeys.ec().getPublic().getEncoded()))) {
			assertThat(UsualKeys.publicKey(file)).isNull();
		}
	}

	@Test
	void keysThatAreWeakAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UsualKeys.privateKey(pem("PRIVATE KEY", TestKeys.rsa(1024).getPrivate().getEncoded())));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UsualKeys.publicKey(pem("PUBLIC KEY", TestKeys.rsa(1024).getPublic().getEncoded())));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void bouncyCastleIsLoadedForUnusualKeysOnly(boolean usual) throws Exception {
		try (RecordingClassLoader loader = new RecordingClassLoader()) {
			byte[] der = Base64.getMimeDecoder().decode(text(PUBLIC).replaceAll("-----[A-Z ]+-----", ""));
			loader.loadClass(PrivateKeys.class.getName())
				.getMethod("read", byte[].class, char[].class)
				.invoke(null, PRIVATE, null);
			loader.loadClass(PublicKeys.class.getName())
				.getMethod("read", byte[].class)
				.invoke(null, (Object) (usual ? PUBLIC : der));
			assertThat(loader.asked().stream().anyMatch((name) -> name.startsWith("org.bouncycastle.")))
				.isEqualTo(!usual);
		}
	}

	private static String text(byte[] file) {
		return new String(file, StandardCharsets.UTF_8);
	}

	private static byte[] pem(String label, byte[] der) {
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
			.formatted(label, Base64.getMimeEncoder().encodeToString(der))
			.getBytes(StandardCharsets.US_ASCII);
	}

}
