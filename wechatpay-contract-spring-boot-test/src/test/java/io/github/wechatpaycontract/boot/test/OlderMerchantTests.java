package io.github.wechatpaycontract.boot.test;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is configured with a public key, before a simulated merchant that
 * has platform certificates only.
 */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE)
@ActiveProfiles("production")
@AutoConfigureWechatPaySimulator(customizers = OlderMerchantTests.Certificates.class)
@Timeout(60)
class OlderMerchantTests {

	@Test
	void publicKeyOfTheApplicationIsNotTrusted(@Autowired WechatPaySimulator simulator,
			@Autowired ContractLedger ledger) {
		ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"));
		ReceivedRequest request = simulator.requests().get(simulator.requests().size() - 1);
		assertThat(request.headers().first("Wechatpay-Serial"))
			.contains(simulator.platformCertificates().serials().get(0));
	}

	static class Certificates implements WechatPaySimulatorCustomizer {

		@Override
		public void customize(WechatPaySimulatorBuilder builder) {
			builder.merchant(SimulatedMerchant.builder().trustMode(TrustMode.CERTIFICATES).build());
		}

	}

}
