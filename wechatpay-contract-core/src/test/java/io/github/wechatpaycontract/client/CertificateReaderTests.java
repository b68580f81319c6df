package io.github.wechatpaycontract.client;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.crypto.TestKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CertificateReader}: vectors C1 and C2, and what is wrong with a list.
 */
class CertificateReaderTests {

	private static final String OLD = TestPlatform.certificate("wechatpay_cert_old.pem").serial();

	private static final String NEW = TestPlatform.certificate("wechatpay_cert.pem").serial();

	private final Merchant merchant = TestPlatform.builder()
		.platformCertificates()
		.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
		.build();

	private ApiAnswer read(int status, TestMessage message) {
		Instant now = message.header(TestMessage.TIMESTAMP).isEmpty() ? TestPlatform.NOW
				: Instant.ofEpochSecond(Long.parseLong(message.first(TestMessage.TIMESTAMP)));
		Clock clock = Clock.fixed(now, ZoneOffset.UTC);
		CertificateReader reader = new CertificateReader(this.merchant, clock, TestPlatform.SKEW, true);
		HttpHeaders headers = new DefaultHttpHeaders();
		message.headers().forEach(headers::add);
		return reader.read(PlatformCertificates.LIST,
				this.merchant.sign("GET", "/v3/certificates?algorithm_type=RSA", 1, "n", new byte[0]),
				new HttpAnswer(status, headers, message.body()));
	}

	private List<String> trusted() {
		return this.merchant.platformKeys().all().stream().map(PlatformKey::serial).toList();
	}

	private static TestMessage list(RSAPrivateKey key, String serial, Object... entries) {
		return TestPlatform.sign(key, serial,
				TestPlatform.json(Map.of("data", List.of(entries))).getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, Object> entry(String algorithm, String apiV3Key, byte[] content) {
		Map<String, Object> sealed = new LinkedHashMap<>();
		sealed.put("algorithm", algorithm);
		sealed.put("nonce", "61f9c719728a");
		sealed.put("associated_data", "certificate");
		sealed.put("ciphertext", TestPlatform.seal(apiV3Key, "61f9c719728a", "certificate", content));
		return Map.of("serial_no", "0", "encrypt_certificate", sealed);
	}

	private static Map<String, Object> entry(String file) {
		return entry("AEAD_AES_256_GCM", TestPlatform.API_V3_KEY, Vectors.file(file));
	}

	@Test
	void readWhenAnswerIsSignedByTheOldCertificateInItTrustsBoth() {
		read(200, Vectors.message(Vectors.group("certificates_download")));
		assertThat(trusted()).containsExactly(OLD, NEW);
		assertThat(this.merchant.platformKeys().preferred().orElseThrow().serial()).isEqualTo(NEW);
	}

	@Test
	void readWhenTamperedTrustsNothing() {
		TestMessage genuine = Vectors.message(Vectors.group("certificates_download"));
		byte[] body = genuine.body().clone();
		body[body.length - 1] = ' ';
		byte[] blank = (new String(genuine.body(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
		for (byte[] changed : List.of(body, blank)) {
			assertThatExceptionOfType(WechatPaySignatureException.class)
				.isThrownBy(() -> read(200, genuine.withBody(changed)));
		}
		assertThat(trusted()).isEmpty();
	}

	@Test
	void readWhenSerialIsUnknownTrustsNothing() {
		assertThatExceptionOfType(WechatPaySignatureException.class)
			.isThrownBy(() -> read(200, list(TestPlatform.CERTIFICATE_KEY, NEW, entry("wechatpay_cert_old.pem"))))
			.satisfies((ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL));
		assertThat(trusted()).isEmpty();
	}

	@Test
	void readWhenSignerWasKnownBeforeNeedsItNotInTheList() {
		this.merchant.platformKeys()
			.renew(List.of(TestPlatform.certificate("wechatpay_cert_old.pem")), TestPlatform.NOW);
		read(200, list(TestPlatform.OLD_CERTIFICATE_KEY, OLD, entry("wechatpay_cert.pem")));
		assertThat(trusted()).containsExactlyInAnyOrder(OLD, NEW);
	}

	@Test
	void readWhenOneEntryCannotBeUsedTakesTheOthersAndWarns() {
		List<Object> bad = new ArrayList<>();
		bad.add(entry("AEAD_AES_256_GCM", "AnotherApiV3KeyThatNobodyHas0000", Vectors.file("wechatpay_cert_old.pem")));
		bad.add(entry("AEAD_SM4_GCM", TestPlatform.API_V3_KEY, Vectors.file("wechatpay_cert_old.pem")));
		bad.add(entry("AEAD_AES_256_GCM", TestPlatform.API_V3_KEY, "no certificate".getBytes(StandardCharsets.UTF_8)));
		bad.add(entry("AEAD_AES_256_GCM", TestPlatform.API_V3_KEY,
				pem(TestKeys.certificate(TestKeys.ec(), BigInteger.TEN))));
		bad.add(entry("AEAD_AES_256_GCM", TestPlatform.API_V3_KEY,
				pem(TestKeys.certificate(TestKeys.rsa(1024), BigInteger.TEN))));
		bad.add(entry("AEAD_AES_256_GCM", TestPlatform.API_V3_KEY,
				pem(TestKeys.certificate(TestKeys.rsaWithExponentOf65Bits(), BigInteger.TEN))));
		bad.add(Map.of("serial_no", "1"));
		LogCapture log = LogCapture.start(Level.WARN);
		try {
			for (Object entry : bad) {
				read(200, list(TestPlatform.CERTIFICATE_KEY, NEW, entry, entry("wechatpay_cert.pem")));
			}
		}
		finally {
			log.stop();
		}
		assertThat(trusted()).containsExactly(NEW);
		assertThat(log.messages(Level.WARN)).hasSize(21)
			.filteredOn((line) -> line.startsWith("1 of 2 platform certificates"))
			.hasSize(7);
		assertThat(log.messages(Level.WARN)).filteredOn((line) -> line.contains("was not issued by")).hasSize(7);
	}

	private static byte[] pem(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void readWhenNothingCanBeOpenedBlamesTheApiV3Key() {
		Object sealed = entry("AEAD_AES_256_GCM", "AnotherApiV3KeyThatNobodyHas0000",
				Vectors.file("wechatpay_cert.pem"));
		assertThatExceptionOfType(WechatPaySignatureException.class)
			.isThrownBy(() -> read(200, list(TestPlatform.CERTIFICATE_KEY, NEW, sealed)))
			.withMessageContaining("compare the APIv3 key");
		this.merchant.platformKeys().renew(List.of(TestPlatform.certificate("wechatpay_cert.pem")), TestPlatform.NOW);
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> read(200, list(TestPlatform.CERTIFICATE_KEY, NEW, sealed)))
			.withMessageContaining("compare the APIv3 key");
	}

	@Test
	void readWhenListIsEmptyProvesNothingByItself() {
		assertThatExceptionOfType(WechatPaySignatureException.class)
			.isThrownBy(() -> read(200, list(TestPlatform.CERTIFICATE_KEY, NEW)));
		this.merchant.platformKeys().renew(List.of(TestPlatform.certificate("wechatpay_cert.pem")), TestPlatform.NOW);
		assertThat(read(200, list(TestPlatform.CERTIFICATE_KEY, NEW)).status()).isEqualTo(200);
		assertThat(trusted()).containsExactly(NEW);
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> read(200, TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, NEW, new byte[] { '{', '}' })));
	}

	@Test
	void readWhenThereIsNoListIsTheErrorOfTheAnswer() {
		byte[] body = Vectors.group("certificates_download_none")
			.get("body")
			.textValue()
			.getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> read(404, new TestMessage(Map.of(), body)))
			.satisfies((ex) -> assertThat(ex.getCode()).contains("RESOURCE_NOT_EXISTS"));
	}

}
