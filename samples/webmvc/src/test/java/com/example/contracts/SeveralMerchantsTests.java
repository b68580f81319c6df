package com.example.contracts;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
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
 * One application, two merchants.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class SeveralMerchantsTests {

	private static final SimulatedMerchant TAXIS = SimulatedMerchant.builder().mchid("1900000110").build();

	@RegisterExtension
	static final SimulatorExtension simulator = SimulatorExtension
		.with((builder) -> builder.merchant(SimulatedMerchant.generate()).merchant(TAXIS));

	private static final BlockingQueue<ContractNotification> received = new LinkedBlockingQueue<>();

	@Autowired
	private MerchantRegistry merchants;

	@DynamicPropertySource
	static void useSimulator(DynamicPropertyRegistry registry) throws IOException {
		int port = ContractShopTests.freePort();
		registry.add("server.port", () -> port);
		simulator.simulator()
			.springProperties("http://localhost:" + port + "/bicycles/notify")
			.forEach((name, value) -> registry.add(name, () -> value));
		TAXIS.springProperties("http://localhost", "http://localhost:" + port + "/taxis/notify")
			.entrySet()
			.stream()
			.filter((property) -> !property.getKey().startsWith("wechatpay.client."))
			.forEach((property) -> registry
				.add(property.getKey().replaceFirst("^wechatpay", "wechatpay.merchants.taxis"), property::getValue));
	}

	private MiniProgramSignSession open(String outContractCode, String openid) {
		MiniProgramSignRequest request = MiniProgramSignRequest.builder()
			.outContractCode(outContractCode)
			.contractDisplayAccount("Taxi 7")
			.openid(openid)
			.build();
		MerchantServices taxis = this.merchants.get("taxis");
		MiniProgramSignSession session = taxis.preEntrustSign().miniProgram(request);
		return session;
	}

	@Test
	void secondMerchantWhenPayerConfirmsIsNotified() throws Exception {
		open("taxi7", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
		simulator.simulator().confirm(TAXIS.mchid(), "taxi7").get(10, TimeUnit.SECONDS);
		ContractNotification notification = received.poll(10, TimeUnit.SECONDS);
		assertThat(notification.mchid()).isEqualTo("1900000110");
		assertThat(notification.outContractCode()).isEqualTo("taxi7");
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
