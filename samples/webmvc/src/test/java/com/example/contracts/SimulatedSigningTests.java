package com.example.contracts;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A merchant's own test with the simulator.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class SimulatedSigningTests {

	@RegisterExtension
	static final SimulatorExtension simulator = new SimulatorExtension();

	private static final BlockingQueue<ContractNotification> received = new LinkedBlockingQueue<>();

	@Autowired
	private PreEntrustSignTemplate preEntrustSignTemplate;

	@DynamicPropertySource
	static void useSimulator(DynamicPropertyRegistry registry) throws IOException {
		int port = ContractShopTests.freePort();
		registry.add("server.port", () -> port);
		simulator.simulator()
			.springProperties("http://localhost:" + port + "/notify")
			.forEach((name, value) -> registry.add(name, () -> value));
	}

	@Test
	void handlerWhenPayerConfirmsIsTold() throws Exception {
		this.preEntrustSignTemplate.miniProgram(MiniProgramSignRequest.builder()
			.outContractCode("bicycle17")
			.contractDisplayAccount("Blue bicycle 17")
			.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
			.build());
		simulator.simulator().confirm("bicycle17").get(10, TimeUnit.SECONDS);
		assertThat(received.poll(10, TimeUnit.SECONDS).outContractCode()).isEqualTo("bicycle17");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		ContractNotificationHandler handler() {
			return received::add;
		}

	}

}
