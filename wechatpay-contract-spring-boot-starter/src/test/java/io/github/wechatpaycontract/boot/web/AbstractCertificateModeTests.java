package io.github.wechatpaycontract.boot.web;

import java.util.UUID;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RecordingHandler;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notifications to a merchant who trusts platform certificates: what anybody may make up
 * downloads the list once.
 */
@Tag("any-line")
abstract class AbstractCertificateModeTests {

	private static final int MADE_UP = 200;

	private static final SimulatedMerchant MERCHANT = SimulatedMerchant.builder()
		.mchid(TestMerchants.MERCHANT.mchid())
		.privateKeyPem(TestMerchants.MERCHANT.privateKeyPem())
		.platformPrivateKeyPem(TestMerchants.MERCHANT.platformPrivateKeyPem())
		.trustMode(TrustMode.CERTIFICATES)
		.build();

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((simulator) -> simulator.merchant(MERCHANT).clock(EndpointApplication.CLOCK));

	private final WechatPaySimulator simulator = extension.simulator();

	abstract WebApplicationType stack();

	@Test
	@Tag("case-43")
	void unknownSerialsCauseOneDownloadAndTheGenuineIsAcceptedAfterIt() {
		SignedNotification genuine = notification(NotificationFault.none());
		try (RunningApplication application = RunningApplication.start(stack(), EndpointApplication.class,
				this.simulator)) {
			RawRequest unnamed = post(genuine).without("Wechatpay-Serial");
			IntStream.range(0, MADE_UP).forEach((i) -> {
				RawResponse refused = application.send(unnamed.with("Wechatpay-Serial: " + serial()));
				assertThat(refused.status()).isEqualTo(401);
			});
			Awaitility.await().until(() -> application.send(post(genuine)).status() == 204);
			assertThat(application.bean(RecordingHandler.class).notifications()).isNotEmpty();
			assertThat(application.send(post(notification(NotificationFault.bitFlip()))).status()).isEqualTo(401);
		}
		assertThat(this.simulator.requests()).singleElement()
			.satisfies((request) -> assertThat(request.rawUri()).startsWith("/v3/certificates"));
	}

	private SignedNotification notification(NotificationFault fault) {
		return this.simulator.notifications().build(NotificationDraft.builder().plaintext("""
				{"mchid":"1900000109","contract_id":"123124412412423431","appid":"wxd678efh567hg6787",\
				"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o","service_id":12535,"out_contract_code":"wx1",\
				"contract_state":"SIGNED"}""").fault(fault).build());
	}

	private static RawRequest post(SignedNotification notification) {
		return RawRequest.post(RunningApplication.NOTIFY_PATH, notification);
	}

	private static String serial() {
		return UUID.randomUUID().toString().replace("-", "").toUpperCase();
	}

}
