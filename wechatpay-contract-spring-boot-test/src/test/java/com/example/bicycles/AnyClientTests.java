package com.example.bicycles;

import java.net.URI;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without Spring and with any client.
 */
class AnyClientTests {

	@RegisterExtension
	static final SimulatorExtension simulator = SimulatorExtension.with((settings) -> settings.resendDelays());

	@Test
	void clientIsConfigured(WechatPaySimulator simulator, SimulatedMerchant merchant) {
		URI baseUrl = simulator.baseUrl();
		String mchid = merchant.mchid();
		String privateKey = merchant.privateKeyPem();
		String publicKey = merchant.publicKeyPem();
		assertThat(baseUrl.getHost()).isEqualTo("127.0.0.1");
		assertThat(mchid).hasSize(10);
		assertThat(privateKey).startsWith("-----BEGIN PRIVATE KEY-----");
		assertThat(publicKey).startsWith("-----BEGIN PUBLIC KEY-----");
	}

}
