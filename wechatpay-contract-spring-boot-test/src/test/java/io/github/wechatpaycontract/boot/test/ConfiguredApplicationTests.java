package io.github.wechatpaycontract.boot.test;

import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is configured for WeChat Pay itself, with keys that are not here.
 */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("production")
@AutoConfigureWechatPaySimulator
@Timeout(60)
class ConfiguredApplicationTests {

	@Test
	void applicationTalksToTheSimulatorOnly(@Autowired WechatPaySimulator simulator, @Autowired ContractLedger ledger)
			throws Exception {
		String code = ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
		Delivery delivery = simulator.confirm(code).get(10, TimeUnit.SECONDS);
		assertThat(delivery.isAcknowledged()).isTrue();
		assertThat(delivery.target()).hasPath("/shop/pay/notify");
	}

}
