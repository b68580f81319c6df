package io.github.wechatpaycontract.boot.web;

import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.boot.RawClient;
import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RecordingHandler;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of tests that talk to the endpoint of a running application over real sockets.
 * Every test of a class uses the same application.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractEndpointTests {

	static final String PATH = RunningApplication.NOTIFY_PATH;

	static final String CODE = "wxwtdk20200910100000";

	static final String CONTRACT_ID = "123124412412423431";

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((simulator) -> simulator.merchant(TestMerchants.MERCHANT).clock(EndpointApplication.CLOCK));

	RunningApplication application;

	private RawResponse refusal;

	private SignedNotification genuine;

	abstract WebApplicationType stack();

	String[] settings() {
		return new String[0];
	}

	String path() {
		return PATH;
	}

	Class<?> applicationClass() {
		return EndpointApplication.class;
	}

	RunningApplication startApplication() {
		return RunningApplication.start(stack(), applicationClass(), simulator(), settings());
	}

	@BeforeAll
	void start() {
		this.application = startApplication();
		this.refusal = this.application.send(RawRequest.of("POST", path()).withLengthAnd(new byte[0]));
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@BeforeEach
	void clear() {
		handler().clear();
	}

	WechatPaySimulator simulator() {
		return extension.simulator();
	}

	RecordingHandler handler() {
		return this.application.bean(RecordingHandler.class);
	}

	NotificationDraft.Builder draft() {
		return NotificationDraft.builder().plaintext(plaintext(CODE));
	}

	String plaintext(String code) {
		return """
				{"mchid":"1900000109","contract_id":"%s","appid":"wxd678efh567hg6787",\
				"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o","service_id":12535,"out_contract_code":"%s",\
				"contract_display_account":"微信代扣用户A","contract_state":"SIGNED",\
				"contract_signed_time":"2024-08-29T10:53:19+08:00"}""".formatted(CONTRACT_ID, code);
	}

	/**
	 * Returns the same one every time, since signing takes long.
	 */
	SignedNotification genuine() {
		if (this.genuine == null) {
			this.genuine = build(UnaryOperator.identity());
		}
		return this.genuine;
	}

	SignedNotification build(UnaryOperator<NotificationDraft.Builder> change) {
		return simulator().notifications().build(change.apply(draft()).build());
	}

	SignedNotification spoilt(NotificationFault fault) {
		return build((draft) -> draft.fault(fault));
	}

	RawResponse send(SignedNotification notification) {
		return send(RawRequest.post(path(), notification));
	}

	RawResponse send(RawRequest request) {
		return this.application.send(request);
	}

	/**
	 * Sends although the server may hang up in the middle of it.
	 */
	RawResponse sendTolerantly(RawRequest request) {
		try (RawClient client = new RawClient(this.application.port())) {
			client.tryWrite(request);
			return client.read();
		}
	}

	void assertAcknowledged(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
	}

	/**
	 * Asserts the one answer to everything that is not proven to come from WeChat Pay.
	 */
	void assertRefused(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(401);
		assertThat(response.withoutDate()).isEqualTo(this.refusal.withoutDate());
		assertNothingHandled();
	}

	void assertNothingHandled() {
		assertThat(handler().notifications()).isEmpty();
		assertThat(handler().others()).isEmpty();
	}

	/**
	 * Asserts that a genuine notification is acknowledged and handled.
	 */
	void assertGenuineStillWorks() {
		handler().clear();
		assertAcknowledged(send(genuine()));
		assertThat(handler().notifications()).hasSize(1);
	}

}
