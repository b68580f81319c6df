package io.github.wechatpaycontract.merchant;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.TestKeys;
import io.github.wechatpaycontract.crypto.VerifyingKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PlatformKeys} and {@link PlatformKey}.
 */
class PlatformKeysTests {

	private final PlatformKey publicKey = TestPlatform.publicKey();

	private final PlatformKey current = TestPlatform.certificate("wechatpay_cert.pem");

	private final PlatformKey old = TestPlatform.certificate("wechatpay_cert_old.pem");

	private final PlatformKeys ring = TestPlatform.ring(this.current, this.publicKey, this.old);

	@ParameterizedTest
	@Tag("case-45")
	@ValueSource(strings = { "0A57F09EFDC096DE15EBE81A47057A7232F1B8E2", "A57F09EFDC096DE15EBE81A47057A7232F1B8E2",
			"a57f09efdc096de15ebe81a47057a7232f1b8e2", "000a57f09efdc096de15ebe81a47057a7232f1b8e2",
			"0A:57:F0:9E:FD:C0:96:DE:15:EB:E8:1A:47:05:7A:72:32:F1:B8:E2" })
	void findWhenSerialIsWrittenOtherwiseFindsTheCertificate(String serial) {
		assertThat(this.ring.find(serial, TestPlatform.NOW)).hasValueSatisfying(this::isOld);
	}

	@ParameterizedTest
	@Tag("case-45")
	@ValueSource(
			strings = { "pub_key_id_0119000001092024082900291600000001", "PUB_KEY_ID_119000001092024082900291600000001",
					"0PUB_KEY_ID_0119000001092024082900291600000001", "PUB_KEY_iD_0119000001092024082900291600000001",
					"0119000001092024082900291600000001", "PUB_KEY_ID_", "0", "" })
	void findWhenPublicKeyIdIsNotExactFindsNothing(String serial) {
		assertThat(this.ring.find(serial, TestPlatform.NOW)).isEmpty();
	}

	@Test
	@Tag("case-44")
	void findWhenCertificateHasEndedFindsNothing() {
		assertThat(this.ring.find(this.old.serial(), this.old.validUntil())).hasValueSatisfying(this::isOld);
		assertThat(this.ring.find(this.old.serial(), this.old.validUntil().plusMillis(1))).isEmpty();
		assertThat(this.ring.find(this.publicKey.serial(), Instant.MAX)).isPresent();
	}

	@Test
	void preferredWhenThereIsAPublicKeyIsThat() {
		assertThat(this.ring.preferred()).contains(this.publicKey);
		assertThat(TestPlatform.ring(this.current, this.old).preferred()).contains(this.current);
		assertThat(TestPlatform.ring(this.old, this.current).preferred()).contains(this.current);
	}

	@Test
	void ofWhenSerialsAreTheSameNumberFails() {
		PlatformKey again = new PlatformKey(this.old.serial().toLowerCase(Locale.ROOT), this.old.publicKey(),
				Instant.MAX);
		assertThatIllegalArgumentException().isThrownBy(() -> TestPlatform.ring(this.old, again))
			.withMessage("Two platform keys of the same serial");
	}

	@Test
	void preferredWhenThereAreNoKeysIsNone() {
		assertThat(TestPlatform.ring().preferred()).isEmpty();
	}

	@Test
	void renewAddsWhatIsListedAndKeepsTheRestUntilItEnds() {
		PlatformKeys ring = TestPlatform.ring(this.publicKey, this.old);
		ring.renew(List.of(this.current), TestPlatform.NOW);
		assertThat(ring.all()).containsExactlyInAnyOrder(this.publicKey, this.old, this.current);
		ring.renew(List.of(this.current), this.old.validUntil().plusSeconds(1));
		assertThat(ring.all()).containsExactlyInAnyOrder(this.publicKey, this.current);
	}

	@Test
	void preferredWhenThatCertificateEndedIsAnother() {
		PlatformKeys ring = TestPlatform.ring(this.old);
		PlatformKeys tried = ring.with(List.of(this.current), TestPlatform.NOW);
		assertThat(tried.preferred()).contains(this.current);
		assertThat(ring.preferred()).contains(this.old);
		ring.renew(List.of(), this.old.validUntil().plusSeconds(1));
		assertThat(ring.preferred()).isEmpty();
		ring.renew(List.of(this.current), TestPlatform.NOW);
		assertThat(ring.preferred()).contains(this.current);
	}

	private void isOld(VerifyingKey key) {
		byte[] message = { 1 };
		assertThat(key.verify(TestPlatform.sign(TestPlatform.OLD_CERTIFICATE_KEY, message), message)).isTrue();
	}

	@ParameterizedTest
	@Tag("case-148")
	@ValueSource(strings = { "", "PUB_KEY_ID_", "0119000001092024082900291600000001", "pub_key_id_01",
			"5157F09EFDC096DE15EBE81A47057A7232F1B8E1", " PUB_KEY_ID_01", "PUB_KEY_ID_01\n", "PUB_KEY_ID_01\r\nX:y",
			"PUB_KEY_ID_01234567890123456789012345678901234567890123456789012345" })
	void publicKeyWhenIdIsOfAnotherFormFails(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> PlatformKey.publicKey(id, this.publicKey.publicKey()))
			.withMessageStartingWith("The id of a ")
			.satisfies((ex) -> {
				if (id.length() > 11) {
					assertThat(ex.getMessage()).doesNotContain(id);
				}
			});
	}

	@Test
	@Tag("case-51")
	void publicKeyWhenWeakFails() {
		RSAPublicKey weak = (RSAPublicKey) TestKeys.rsa(1024).getPublic();
		assertThatIllegalArgumentException().isThrownBy(() -> PlatformKey.publicKey("PUB_KEY_ID_01", weak))
			.withMessage("RSA key of 1024 bits, at least 2048 are needed");
		for (long exponent : new long[] { 1, 2, 65536, 0 }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> PlatformKey.publicKey("PUB_KEY_ID_01",
						TestKeys.fake(this.publicKey.publicKey().getModulus(), BigInteger.valueOf(exponent))))
				.withMessageContaining("exponent");
		}
	}

	@Test
	void certificateWhenNotRsaFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PlatformKey.certificate(TestKeys.certificate(TestKeys.ec(), BigInteger.TEN)))
			.withMessage("A platform certificate whose key is not RSA");
	}

	@Test
	void certificateTakesSerialAndEnd() {
		var certificate = Certificates.read(Vectors.file("wechatpay_cert_old.pem"));
		assertThat(this.old.serial()).isEqualTo(Vectors.key("wechatpay_cert_old_serial"));
		assertThat(this.old.validUntil()).isEqualTo(certificate.getNotAfter().toInstant());
	}

}
