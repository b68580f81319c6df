package io.github.wechatpaycontract.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PlatformCertificates} and the list of them.
 */
@Timeout(30)
class PlatformCertificatesTests {

	private static final String LIST = "/v3/certificates";

	private static final String SERIAL = "Wechatpay-Serial";

	private WechatPaySimulator simulator = start(TrustMode.MIXED);

	private MerchantClient client = new MerchantClient(this.simulator);

	private static WechatPaySimulator start(TrustMode mode) {
		SimulatedMerchant keys = Vectors.merchant();
		return WechatPaySimulator.builder()
			.merchant(SimulatedMerchant.builder()
				.mchid(keys.mchid())
				.privateKeyPem(keys.privateKeyPem())
				.certificatePem(keys.certificatePem())
				.apiV3Key(keys.apiV3Key())
				.publicKeyId(keys.publicKeyId())
				.platformPrivateKeyPem(keys.platformPrivateKeyPem())
				.trustMode(mode)
				.build())
			.start();
	}

	private void restart(TrustMode mode) {
		this.simulator.close();
		this.simulator = start(mode);
		this.client = new MerchantClient(this.simulator);
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	private MerchantClient.Answered get(String serial) {
		return MerchantClient.send(this.client.request("GET", LIST, new byte[0]).header(SERIAL, serial).build());
	}

	private static String signer(MerchantClient.Answered answer) {
		return answer.headers().first(SERIAL).orElse("none");
	}

	private List<String> listed() {
		List<String> serials = new ArrayList<>();
		for (JsonNode entry : this.client.get(LIST).json().path("data")) {
			serials.add(entry.path("serial_no").asText());
		}
		return serials;
	}

	@Test
	void listIsAnsweredWhenTheSerialIsEmpty() {
		restart(TrustMode.CERTIFICATES);
		MerchantClient.Answered answer = get("");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(signer(answer)).isEqualTo(this.simulator.platformCertificates().serials().get(0));
	}

	@Test
	void listShowsSuccessorsBeforeTheyAreUsedAndNoneThatRetired() {
		PlatformCertificates certificates = this.simulator.platformCertificates();
		String old = certificates.serials().get(0);
		assertThat(listed()).containsExactly(old);
		String successor = certificates.announce();
		assertThatIllegalStateException().isThrownBy(certificates::announce);
		assertThat(listed()).containsExactly(old, successor);
		assertThat(signer(this.client.get(LIST))).isEqualTo(old);
		certificates.rotate();
		assertThat(listed()).containsExactly(old, successor);
		Set<String> signers = new HashSet<>();
		for (int i = 0; i < 4; i++) {
			signers.add(signer(get(old)));
		}
		assertThat(signers).containsExactlyInAnyOrder(old, successor);
		certificates.retire();
		assertThat(listed()).containsExactly(successor);
		assertThat(get(old).status()).isEqualTo(400);
	}

	@Test
	void answerIsSignedWithTheKeyThatTheRequestNames() {
		String serial = this.simulator.platformCertificates().serials().get(0);
		assertThat(signer(this.client.get(LIST))).isEqualTo(serial);
		assertThat(signer(get(serial))).isEqualTo(serial);
		assertThat(signer(get(this.simulator.merchant().publicKeyId())))
			.isEqualTo(this.simulator.merchant().publicKeyId());
		assertThat(get("7ABC").status()).isEqualTo(400);
		assertThat(get(this.simulator.merchant().certificateSerialNumber()).at("/code")).isEqualTo("PARAM_ERROR");
	}

	@Test
	void listIsOfTheKindAskedFor() {
		assertThat(this.client.get(LIST + "?algorithm_type=RSA").status()).isEqualTo(200);
		assertThat(this.client.get(LIST + "?algorithm_type=ALL").status()).isEqualTo(200);
		assertThat(this.client.get(LIST + "?algorithm_type=SM2").status()).isEqualTo(404);
		assertThat(this.client.get(LIST + "?algorithm_type=other").status()).isEqualTo(400);
		assertThat(this.client.get(LIST + "/other").status()).isEqualTo(404);
	}

	@Test
	void merchantWithThePublicKeyOnlyHasNoList() {
		restart(TrustMode.PUBLIC_KEY);
		MerchantClient.Answered answer = this.client.get(LIST);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.at("/code")).isEqualTo("RESOURCE_NOT_EXISTS");
		assertThatIllegalStateException().isThrownBy(this.simulator::platformCertificates);
	}

	@Test
	void merchantWithCertificatesOnlyHasNoPublicKey() {
		restart(TrustMode.CERTIFICATES);
		assertThat(get(this.simulator.merchant().publicKeyId()).status()).isEqualTo(400);
		assertThat(this.simulator.springProperties("http://127.0.0.1:1/notify"))
			.containsEntry("wechatpay.platform-certificates.enabled", true)
			.doesNotContainKeys("wechatpay.public-key-id", "wechatpay.public-key-path");
	}

	@Test
	void shareOfNotificationsIsSignedWithThePublicKey() {
		this.simulator.platformCertificates().publicKeyShare(0.2);
		List<String> signers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			signers.add(this.simulator.notifications().sign("{}").headers().first(SERIAL).orElse("none"));
		}
		assertThat(signers).filteredOn(this.simulator.merchant().publicKeyId()::equals).hasSize(2);
	}

	@Test
	void shareOfAnswersIsSignedWithThePublicKey() {
		String serial = this.simulator.platformCertificates().serials().get(0);
		this.simulator.answers().share(AnswerFault.byPublicKey(), 0.5);
		List<String> signers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			signers.add(signer(get(serial)));
		}
		String publicKeyId = this.simulator.merchant().publicKeyId();
		assertThat(signers).containsExactly(serial, publicKeyId, serial, publicKeyId);
		this.simulator.answers().always(AnswerFault.byCertificate());
		assertThat(signer(get(publicKeyId))).isEqualTo(serial);
	}

}
