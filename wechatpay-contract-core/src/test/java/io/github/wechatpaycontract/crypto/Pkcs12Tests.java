package io.github.wechatpaycontract.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Random;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Pkcs12}.
 */
class Pkcs12Tests {

	private static final char[] PASSWORD = "1900000109".toCharArray();

	@Test
	void readWhenPasswordIsTheMerchantNumberReturnsKeyAndCertificate() {
		Pkcs12 pkcs12 = Pkcs12.read(Vectors.file("merchant_cert.p12"), PASSWORD);
		assertThat(pkcs12.privateKey()).isEqualTo(TestPlatform.MERCHANT_KEY);
		assertThat(pkcs12.certificate()).isEqualTo(Certificates.read(Vectors.file("merchant_cert.pem")));
		assertThat(pkcs12).hasToString("Pkcs12[serialNumber=" + TestPlatform.MERCHANT_SERIAL + "]");
	}

	@Test
	@Tag("case-145")
	void readWhenPasswordIsWrongFails() {
		for (String wrong : new String[] { "1900000108", "", "secret-canary" }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> Pkcs12.read(Vectors.file("merchant_cert.p12"), wrong.toCharArray()))
				.withMessage("Not a PKCS#12 file, or its password is wrong")
				.withNoCause();
		}
	}

	@Test
	@Tag("case-145")
	void readWhenThereAreSeveralKeysFails() throws Exception {
		KeyPair pair = TestKeys.rsa(2048);
		byte[] file = store((store) -> {
			store.setKeyEntry("one", pair.getPrivate(), PASSWORD, chain(pair, 1));
			store.setKeyEntry("two", TestPlatform.MERCHANT_KEY, PASSWORD,
					new Certificate[] { Certificates.read(Vectors.file("merchant_cert.pem")) });
		});
		assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(file, PASSWORD))
			.withMessage("A PKCS#12 file with more than one private key");
	}

	@Test
	@Tag("case-145")
	void readWhenThereIsNoKeyFails() throws Exception {
		assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(store((store) -> {
		}), PASSWORD)).withMessageContaining("without an RSA private key");
		byte[] certificateOnly = store((store) -> store.setCertificateEntry("certificate",
				Certificates.read(Vectors.file("merchant_cert.pem"))));
		assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(certificateOnly, PASSWORD))
			.withMessageContaining("without an RSA private key");
	}

	@Test
	@Tag("case-145")
	void readWhenOtherCertificatesLieBesideTheKeyTakesTheKeysOwn() throws Exception {
		KeyPair pair = TestKeys.rsa(2048);
		byte[] file = store((store) -> {
			store.setCertificateEntry("ca", TestKeys.certificate(TestKeys.ec(), BigInteger.TWO));
			store.setKeyEntry("key", pair.getPrivate(), PASSWORD, chain(pair, 7));
		});
		assertThat(Certificates.serialNumber(Pkcs12.read(file, PASSWORD).certificate())).isEqualTo("07");
	}

	@Test
	@Tag("case-144")
	void readWhenKeyIsNotAStrongRsaKeySaysWhatWasFound() throws Exception {
		KeyPair ec = TestKeys.ec();
		byte[] ecFile = store((store) -> store.setKeyEntry("ec", ec.getPrivate(), PASSWORD, chain(ec, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(ecFile, PASSWORD))
			.withMessage("Not an RSA private key but a key for EC");
		KeyPair weak = TestKeys.rsa(1024);
		byte[] weakFile = store((store) -> store.setKeyEntry("weak", weak.getPrivate(), PASSWORD, chain(weak, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(weakFile, PASSWORD))
			.withMessage("RSA key of 1024 bits, at least 2048 are needed");
	}

	@Test
	@Tag("case-145")
	void readWhenItIsSomethingElseOrDamagedFailsInOneWayOnly() {
		byte[] genuine = Vectors.file("merchant_cert.p12");
		for (byte[] file : new byte[][] { new byte[0], "canary".getBytes(StandardCharsets.UTF_8),
				Vectors.file("merchant_key.pem"), Vectors.file("merchant_cert.pem"), { 0x30, 0 }, { 0x30, 3, 2, 1, 3 },
				TestKeys.rsa(1024).getPublic().getEncoded(), Arrays.copyOf(genuine, genuine.length / 2) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12.read(file, PASSWORD))
				.withMessage("Not a PKCS#12 file, or its password is wrong")
				.withNoCause();
		}
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 40; i++) {
			byte[] damaged = genuine.clone();
			damaged[random.nextInt(random.nextBoolean() ? 60 : damaged.length)] ^= (byte) (1 << random.nextInt(8));
			try {
				Pkcs12.read(damaged, PASSWORD);
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex.getMessage()).as("seed %d", seed).contains("PKCS#12");
			}
			catch (RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", round " + i, ex);
			}
		}
	}

	private static Certificate[] chain(KeyPair pair, long serial) {
		return new Certificate[] { TestKeys.certificate(pair, BigInteger.valueOf(serial)) };
	}

	private static byte[] store(Filling filling) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		filling.fill(store);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		store.store(bytes, PASSWORD);
		return bytes.toByteArray();
	}

	/**
	 * Puts entries into a store.
	 */
	private interface Filling {

		void fill(KeyStore store) throws Exception;

	}

}
