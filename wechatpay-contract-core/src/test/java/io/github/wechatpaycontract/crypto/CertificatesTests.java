package io.github.wechatpaycontract.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Certificates}.
 */
class CertificatesTests {

	private static final String PEM = Vectors.text("merchant_cert.pem");

	@ParameterizedTest
	@CsvSource({ "merchant_cert.pem,merchant_serial_no", "wechatpay_cert.pem,wechatpay_cert_serial",
			"wechatpay_cert_old.pem,wechatpay_cert_old_serial" })
	void serialNumberWhenGivenVectorIsWhatOpensslPrints(String file, String key) {
		assertThat(Certificates.serialNumber(Certificates.read(Vectors.file(file)))).isEqualTo(Vectors.key(key));
	}

	@ParameterizedTest
	@CsvSource({ "1,01", "255,FF", "256,0100", "4095,0FFF", "65536,010000" })
	void serialNumberIsWholeBytesInUpperCase(long serial, String printed) {
		assertThat(Certificates.serialNumber(TestKeys.certificate(TestKeys.ec(), BigInteger.valueOf(serial))))
			.isEqualTo(printed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "CN=Tenpay.com Root CA;true", "CN=Tenpay.com Root CA, OU=Tenpay.com CA Center, C=CN;true",
					"O=Tenpay.com, CN=Tenpay.com Root CA;true", "CN=Not Tenpay.com Root CA;false",
					"CN=Tenpay.com Root CA 2;false", "CN=other, OU=CN\\=Tenpay.com Root CA;false",
					"O=Tenpay.com Root CA;false" })
	void isIssuedByComparesTheCommonNameAlone(String issuer, boolean expected) {
		var certificate = TestKeys.certificate(TestKeys.ec(), BigInteger.ONE, issuer);
		assertThat(Certificates.isIssuedBy(certificate, "Tenpay.com Root CA")).isEqualTo(expected);
	}

	@Test
	@Tag("case-142")
	void readWhenWrittenOtherwiseReturnsTheCertificate() {
		var certificate = Certificates.read(bytes(PEM));
		String base64 = PEM.replaceAll("-----[A-Z ]+-----|\n", "");
		for (byte[] file : new byte[][] { bytes(PEM.replace("\n", "\r\n")), bytes("\uFEFF" + PEM),
				bytes("Certificate:\n    Data:\n" + PEM), bytes(PEM.replace("\n", "")), bytes(base64),
				bytes(PEM.replace("\n", "\\n")), Base64.getDecoder().decode(base64) }) {
			assertThat(Certificates.read(file)).isEqualTo(certificate);
		}
	}

	@Test
	@Tag("case-146")
	void readWhenItIsSomethingElseFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> Certificates.read(Vectors.file("merchant_key.pem")))
			.withMessage("Not a certificate but a private key");
		assertThatIllegalArgumentException().isThrownBy(() -> Certificates.read(Vectors.file("wechatpay_pub.pem")))
			.withMessage("Not a certificate but a public key");
		assertThatIllegalArgumentException().isThrownBy(() -> Certificates.read(bytes(PEM + PEM)))
			.withMessage("More than one PEM block; leave only the certificate");
		for (byte[] file : new byte[][] { new byte[0], bytes("canary"), bytes("Y2FuYXJ5"), new byte[] { 0x30, 0 },
				Vectors.file("merchant_cert.p12"), TestKeys.ec().getPublic().getEncoded() }) {
			assertThatIllegalArgumentException().isThrownBy(() -> Certificates.read(file))
				.withMessage("Not a certificate or a damaged one");
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
