package io.github.wechatpaycontract.crypto;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM whose administrator left three providers of the JDK and nothing else.
 */
@Tag("case-170")
class RestrictedProvidersTests {

	private static final Set<String> LEFT = Set.of("SUN", "SunRsaSign", "SunJCE");

	private final List<Provider> usual = List.of(Security.getProviders());

	@BeforeEach
	void restrict() {
		names(this.usual.stream()).filter((name) -> !LEFT.contains(name)).forEach(Security::removeProvider);
	}

	@AfterEach
	void restore() {
		names(Stream.of(Security.getProviders())).forEach(Security::removeProvider);
		this.usual.forEach(Security::addProvider);
	}

	private static Stream<String> names(Stream<Provider> providers) {
		return providers.map(Provider::getName);
	}

	@Test
	void keysOfEveryFormatAreRead() {
		Pkcs12 pkcs12 = Pkcs12.read(Vectors.file("merchant_cert.p12"), TestPlatform.MCHID.toCharArray());
		assertThat(Stream.of("merchant_key.pem", "merchant_key_pkcs1.pem")
			.map((file) -> PrivateKeys.read(Vectors.file(file), null))).containsOnly(TestPlatform.MERCHANT_KEY);
		assertThat(pkcs12.privateKey()).isEqualTo(TestPlatform.MERCHANT_KEY);
		assertThat(Certificates.serialNumber(pkcs12.certificate())).isEqualTo(TestPlatform.MERCHANT_SERIAL);
	}

	@Test
	void requestsAreSignedAndNotificationsOpened() {
		Merchant merchant = Merchant.builder(TestPlatform.MCHID)
			.cryptoEngine(CryptoEngine.of(CryptoProvider.JDK))
			.certificate(Certificates.read(Vectors.file("merchant_cert.pem")))
			.privateKey(PrivateKeys.read(Vectors.file("merchant_key.pem"), null))
			.platformKey(PlatformKey.publicKey(TestPlatform.PUBLIC_KEY_ID,
					PublicKeys.read(Vectors.file("wechatpay_pub.pem"))))
			.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.build();
		assertThat(merchant.sign("POST", "/v3/x", 1, "n", "{}".getBytes(StandardCharsets.UTF_8)).authorization())
			.isEqualTo(TestPlatform.merchant()
				.sign("POST", "/v3/x", 1, "n", "{}".getBytes(StandardCharsets.UTF_8))
				.authorization());
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		NotificationVerifier verifier = new NotificationVerifier(merchant, TestPlatform.CLOCK, TestPlatform.SKEW,
				Map.of());
		assertThat(verifier.verify(message::header, message.body())).isInstanceOf(Verified.class);
		assertThat(names(Stream.of(Security.getProviders()))).containsOnlyOnceElementsOf(LEFT).hasSameSizeAs(LEFT);
	}

}
