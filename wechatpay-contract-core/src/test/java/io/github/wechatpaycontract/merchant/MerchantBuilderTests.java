package io.github.wechatpaycontract.merchant;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Locale;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.Pkcs12;
import io.github.wechatpaycontract.crypto.TestKeys;
import io.github.wechatpaycontract.merchant.MerchantMismatchException.Part;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MerchantBuilder}.
 */
class MerchantBuilderTests {

	@ParameterizedTest
	@Tag("case-10")
	@ValueSource(strings = { "", " ", "1900000109\r\nX: y", "1900000109\n", "19\"00", "1900000109 ", "商户",
			"123456789012345678901234567890123" })
	void mchidWhenItCouldLeaveTheHeaderIsRefused(String mchid) {
		assertThatIllegalArgumentException().isThrownBy(() -> Merchant.builder(mchid))
			.withMessage("A merchant number is 1 to 32 letters and digits");
	}

	@ParameterizedTest
	@Tag("case-10")
	@ValueSource(strings = { "", "37\r\n75", "3775B6\"", "3775 B6", "PUB_KEY_ID_01", "51:57:F0",
			"12345678901234567890123456789012345678901" })
	void serialNumberWhenItCouldLeaveTheHeaderIsRefused(String serial) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Merchant.builder("1900000109").certificateSerialNumber(serial))
			.withMessageContaining("up to 40 hexadecimal digits");
	}

	@Test
	@Tag("case-11")
	void buildWhenPrivateKeyIsDamagedSaysSo() throws GeneralSecurityException {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY;
		RSAPrivateKey damaged = (RSAPrivateKey) KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(),
					key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(),
					key.getPrimeExponentP().add(BigInteger.TWO), key.getPrimeExponentQ(), key.getCrtCoefficient()));
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(() -> Merchant.builder("1900000109")
				.privateKey(damaged)
				.certificateSerialNumber(TestPlatform.MERCHANT_SERIAL)
				.platformKey(TestPlatform.publicKey())
				.build())
			.withMessageContaining("damaged")
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(MerchantMismatchException.Part.PRIVATE_KEY));
	}

	@Test
	void buildWhenCertificateIsGivenDerivesItsSerialNumber() {
		Merchant merchant = Merchant.builder("1900000109")
			.privateKey(TestPlatform.MERCHANT_KEY)
			.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
			.platformKey(TestPlatform.publicKey())
			.build();
		assertThat(merchant.certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
	}

	@Test
	@Tag("case-11")
	void buildWhenPrivateKeyHidesItsPrimesIsTriedBySigning() throws GeneralSecurityException {
		KeyFactory keys = KeyFactory.getInstance("RSA");
		RSAPrivateKey own = (RSAPrivateKey) keys.generatePrivate(new RSAPrivateKeySpec(
				TestPlatform.MERCHANT_KEY.getModulus(), TestPlatform.MERCHANT_KEY.getPrivateExponent()));
		RSAPrivateKey other = (RSAPrivateKey) keys
			.generatePrivate(new RSAPrivateKeySpec(TestPlatform.MERCHANT_KEY.getModulus(),
					TestPlatform.MERCHANT_KEY.getPrivateExponent().subtract(BigInteger.TWO)));
		assertThat(own).isNotInstanceOf(RSAPrivateCrtKey.class);
		MerchantBuilder builder = Merchant.builder("1900000109")
			.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
			.platformKey(TestPlatform.publicKey());
		assertThat(builder.privateKey(own).build().certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
		assertThatExceptionOfType(MerchantMismatchException.class).isThrownBy(builder.privateKey(other)::build)
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.CERTIFICATE));
	}

	@Test
	void buildWhenPkcs12IsGivenNeedsNothingElse() {
		Merchant merchant = Merchant.builder("1900000109")
			.pkcs12(Pkcs12.read(Vectors.file("merchant_cert.p12"), "1900000109".toCharArray()))
			.platformKey(TestPlatform.publicKey())
			.build();
		assertThat(merchant.certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
	}

	@Test
	@Tag("case-146")
	void buildWhenSerialNumberIsAnotherThanTheCertificatesFails() {
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(() -> TestPlatform.builder()
				.certificateSerialNumber("3775B6A45ACD588826D15E583A95F5DD0A1B2C3E")
				.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
				.platformKey(TestPlatform.publicKey())
				.build())
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.SERIAL_NUMBER))
			.withMessageNotContaining("3775B6A4");
	}

	@Test
	@Tag("case-146")
	void buildWhenSerialNumberDiffersInCaseAndZerosOnlyAgrees() {
		Merchant merchant = TestPlatform.builder()
			.certificateSerialNumber(TestPlatform.MERCHANT_SERIAL.toLowerCase(Locale.ROOT))
			.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
			.platformKey(TestPlatform.publicKey())
			.build();
		assertThat(merchant.certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
	}

	@Test
	@Tag("case-146")
	void buildWhenCertificateBelongsToAnotherKeyFails() {
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(() -> Merchant.builder("1900000109")
				.privateKey(TestPlatform.MERCHANT_KEY)
				.certificate(Certificates.read(Vectors.file("wechatpay_cert.pem")))
				.platformKey(TestPlatform.publicKey())
				.build())
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.CERTIFICATE));
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(() -> Merchant.builder("1900000109")
				.privateKey(TestPlatform.MERCHANT_KEY)
				.certificate(TestKeys.certificate(TestKeys.ec(), BigInteger.TEN))
				.platformKey(TestPlatform.publicKey())
				.build())
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.CERTIFICATE));
	}

	@Test
	@Tag("case-147")
	void buildWhenPlatformKeyIsTheMerchantsOwnFails() {
		RSAPublicKey own = (RSAPublicKey) Certificates.read(Vectors.file("merchant_cert.pem")).getPublicKey();
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(() -> TestPlatform.builder()
				.platformKey(TestPlatform.certificate("wechatpay_cert.pem"))
				.platformKey(PlatformKey.publicKey(TestPlatform.PUBLIC_KEY_ID, own))
				.build())
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.PLATFORM_KEY))
			.withMessageContaining("merchant's own public key");
	}

	@Test
	@Tag("case-11")
	void buildWhenPrivateKeyIsDamagedFails() throws Exception {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY;
		KeyFactory factory = KeyFactory.getInstance("RSA");
		BigInteger two = BigInteger.TWO;
		RSAPrivateKey[] damaged = {
				crt(factory, key, key.getModulus().add(two), key.getPublicExponent(), key.getPrivateExponent(),
						key.getPrimeP()),
				crt(factory, key, key.getModulus().flipBit(0), key.getPublicExponent(), key.getPrivateExponent(),
						key.getPrimeP()),
				crt(factory, key, key.getModulus(), BigInteger.valueOf(17), key.getPrivateExponent(), key.getPrimeP()),
				crt(factory, key, key.getModulus(), BigInteger.valueOf(65536), key.getPrivateExponent(),
						key.getPrimeP()),
				crt(factory, key, key.getModulus(), key.getPublicExponent(), key.getPrivateExponent().add(two),
						key.getPrimeP().add(two)) };
		for (RSAPrivateKey bad : damaged) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> TestPlatform.builder().privateKey(bad).platformKey(TestPlatform.publicKey()).build())
				.satisfies(
						(ex) -> assertThat(ex.getMessage()).contains("private key").doesNotContainPattern("[0-9]{9}"));
		}
	}

	@Test
	@Tag("case-146")
	void buildWhenPrivateKeyHasNoPublicExponentStillComparesTheCertificate() throws Exception {
		RSAPrivateKey plain = (RSAPrivateKey) KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateKeySpec(TestPlatform.MERCHANT_KEY.getModulus(),
					TestPlatform.MERCHANT_KEY.getPrivateExponent()));
		assertThat(Merchant.builder("1900000109")
			.privateKey(plain)
			.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
			.platformKey(TestPlatform.publicKey())
			.build()
			.certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
	}

	@Test
	@Tag("case-11")
	void buildWhenPrivateKeyIsWeakFails() {
		KeyPair weak = TestKeys.rsa(1024);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TestPlatform.builder()
				.privateKey((RSAPrivateKey) weak.getPrivate())
				.platformKey(TestPlatform.publicKey())
				.build())
			.withMessage("RSA key of 1024 bits, at least 2048 are needed");
	}

	@Test
	void buildWhenSomethingIsMissingNamesIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> Merchant.builder("1900000109").build())
			.withMessage("The private key is missing");
		assertThatIllegalArgumentException().isThrownBy(() -> TestPlatform.builder().build())
			.withMessageContaining("No platform key");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Merchant.builder("1900000109")
				.privateKey(TestPlatform.MERCHANT_KEY)
				.platformKey(TestPlatform.publicKey())
				.build())
			.withMessage("The serial number of the merchant certificate is missing");
	}

	private static RSAPrivateKey crt(KeyFactory factory, RSAPrivateCrtKey key, BigInteger modulus, BigInteger e,
			BigInteger d, BigInteger p) throws Exception {
		return (RSAPrivateKey) factory.generatePrivate(new RSAPrivateCrtKeySpec(modulus, e, d, p, key.getPrimeQ(),
				key.getPrimeExponentP(), key.getPrimeExponentQ(), key.getCrtCoefficient()));
	}

}
