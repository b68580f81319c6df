package com.example.contracts;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.WechatPayCall;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same call in every form there is, without Spring.
 */
class AnyCallTests {

	@RegisterExtension
	static final SimulatorExtension simulator = new SimulatorExtension();

	private static final WechatPayCall REFUND = WechatPayCall.get("/v3/synthetic/refunds/{out_refund_no}");

	private static final String URI = "/v3/synthetic/refunds/r%2F1";

	private static SignedExchange exchange;

	private static WechatPayClient client;

	private static ReactiveWechatPayClient reactiveClient;

	@BeforeAll
	static void connect() {
		SimulatedMerchant simulated = simulator.simulator().merchant();
		Merchant merchant = Merchant.builder(simulated.mchid())
			.certificateSerialNumber(simulated.certificateSerialNumber())
			.privateKey(PrivateKeys.read(simulated.privateKeyPem().getBytes(), null))
			.platformKey(PlatformKey.publicKey(simulated.publicKeyId(),
					PublicKeys.read(simulated.publicKeyPem().getBytes())))
			.build();
		exchange = new SignedExchange(merchant,
				ClientSettings.DEFAULT.withHosts(HostSettings.only(BaseUrl.of(simulator.simulator().baseUrl(), false))),
				Clock.systemUTC());
		reactiveClient = new ReactiveWechatPayClient(exchange);
		client = new WechatPayClient(reactiveClient);
	}

	@AfterAll
	static void disconnect() {
		exchange.close();
	}

	@Test
	void blockingFormsSendTheSameCall() {
		Refund byPath = client.get("/v3/synthetic/refunds/r%2F1", Refund.class);
		Refund chained = client.exchange(
				WechatPayCall.get("/v3/synthetic/refunds/{out_refund_no}").variable("out_refund_no", "r/1"),
				Refund.class);
		Refund declared = client.exchange(REFUND.variable("out_refund_no", "r/1"), Refund.class);
		assertThat(byPath).isEqualTo(chained).isEqualTo(declared).isEqualTo(new Refund("GET", URI));
	}

	@Test
	void reactiveFormsSendTheSameCall() {
		Mono<Refund> byPath = reactiveClient.get("/v3/synthetic/refunds/r%2F1", Refund.class);
		Mono<Refund> chained = reactiveClient.exchange(
				WechatPayCall.get("/v3/synthetic/refunds/{out_refund_no}").variable("out_refund_no", "r/1"),
				Refund.class);
		Mono<Refund> declared = reactiveClient.exchange(REFUND.variable("out_refund_no", "r/1"), Refund.class);
		Refund expected = new Refund("GET", URI);
		assertThat(byPath.block(Duration.ofSeconds(10))).isEqualTo(expected);
		assertThat(chained.block(Duration.ofSeconds(10))).isEqualTo(expected);
		assertThat(declared.block(Duration.ofSeconds(10))).isEqualTo(expected);
	}

	@Test
	void answerMayBeATreeOrBytes() {
		WechatPayCall call = WechatPayCall.post("/v3/synthetic/orders").body(Map.of("attach", "A"));
		assertThat(client.exchange(call)).containsEntry("method", "POST");
		assertThat(new String(client.exchange(call, byte[].class))).startsWith("{");
	}

	/** What the simulator answers on this path of its own. */
	record Refund(String method, String uri) {

	}

}
