package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SimulatedMerchantTests {

	@Test
	void generateMakesEverythingAClientNeeds() {
		SimulatedMerchant merchant = SimulatedMerchant.generate();
		assertThat(merchant.mchid()).isEqualTo("1900000109");
		assertThat(merchant.serviceId()).isEqualTo(12535);
		assertThat(merchant.certificateSerialNumber()).matches("[0-9A-F]{40}");
		assertThat(merchant.publicKeyId()).matches("PUB_KEY_ID_[0-9]{34}");
		assertThat(merchant.apiV3Key()).matches("[0-9A-Za-z]{32}");
		assertThat(PemKeys.readCertificate(merchant.certificatePem()).getSubject())
			.hasToString("C=CN,O=WeChat Pay simulator,OU=worthless outside tests,CN=1900000109");
		assertThat(merchant.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
		assertThat(merchant.publicKeyPem()).startsWith("-----BEGIN PUBLIC KEY-----");
		assertThat(Security.getProvider("BC")).isNull();
	}

	@Test
	void toStringMasksSecrets() {
		SimulatedMerchant merchant = Vectors.merchant();
		assertThat(merchant.toString()).contains("1900000109", "******")
			.doesNotContain(merchant.apiV3Key(), "PRIVATE", "MII");
	}

	@Test
	void buildWhenGivenPemTakesSerialAndPublicKeyFromIt() {
		SimulatedMerchant merchant = Vectors.merchant();
		assertThat(merchant.certificateSerialNumber()).isEqualTo("3775B6A45ACD588826D15E583A95F5DD0A1B2C3D");
		assertThat(merchant.publicKeyPem().strip()).isEqualTo(Vectors.file("wechatpay_pub.pem").strip());
	}

	@Test
	void buildWhenGivenPkcs1Accepts() {
		SimulatedMerchant merchant = SimulatedMerchant.builder()
			.privateKeyPem(Vectors.file("merchant_key_pkcs1.pem"))
			.certificatePem(Vectors.file("merchant_cert.pem"))
			.platformPrivateKeyPem(Vectors.file("wechatpay_key.pem"))
			.build();
		assertThat(merchant.certificateSerialNumber()).startsWith("3775");
	}

	@Test
	void buildWhenCertificateIsOfAnotherKeyFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SimulatedMerchant.builder()
				.privateKeyPem(Vectors.file("wechatpay_key.pem"))
				.certificatePem(Vectors.file("merchant_cert.pem"))
				.platformPrivateKeyPem(Vectors.file("wechatpay_key.pem"))
				.build())
			.withMessageContaining("certificate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0123456789abcdefghijklmnopqrstu", "0123456789abcdefghijklmnopqrstuvw",
			"0123456789abcdefghijklmnopqrst-_", "0123456789abcdefghijklmnopqrstu\n",
			"0123456789abcdefghijklmnopqrst\u00e9" })
	void buildWhenApiV3KeyIsNot32LettersAndDigitsFails(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> SimulatedMerchant.builder().apiV3Key(key).build())
			.withMessage("The APIv3 key must be 32 letters and digits, without blanks");
	}

	@Test
	void springPropertiesCarryKeysInPlace() {
		SimulatedMerchant merchant = Vectors.merchant();
		Map<String, Object> properties = merchant.springProperties("http://127.0.0.1:1", "http://127.0.0.1:2/notify");
		assertThat(properties).containsEntry("wechatpay.mchid", "1900000109")
			.containsEntry("wechatpay.contract.service-id", 12535L)
			.containsEntry("wechatpay.client.base-url", "http://127.0.0.1:1")
			.containsEntry("wechatpay.contract.notify-url", "http://127.0.0.1:2/notify")
			.containsEntry("wechatpay.contract.appid", "wxd678efh567hg6787")
			.containsKeys("wechatpay.certificate-serial-number", "wechatpay.api-v3-key", "wechatpay.public-key-id",
					"wechatpay.public-key-path");
		String location = String.valueOf(properties.get("wechatpay.private-key-path"));
		assertThat(location).startsWith("base64:");
		assertThat(new String(Base64.getDecoder().decode(location.substring(7)), StandardCharsets.US_ASCII))
			.isEqualTo(merchant.privateKeyPem());
	}

}
