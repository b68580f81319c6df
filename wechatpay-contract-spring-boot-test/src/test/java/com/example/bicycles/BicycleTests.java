package com.example.bicycles;

import io.github.wechatpaycontract.boot.test.AutoConfigureWechatPaySimulator;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static io.github.wechatpaycontract.simulator.assertj.SimulatorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWechatPaySimulator
class BicycleTests {

	@Test
	void bicycleIsUnlockedWhenPayerConfirms(@Autowired WechatPaySimulator simulator, @Autowired ContractLedger ledger,
			@Autowired Bicycles bicycles) {
		String code = ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
		simulator.confirm(code).join();
		assertThat(simulator).contract(code).acknowledgedNotification();
		assertThat(bicycles.isUnlocked(code)).isTrue();
	}

}
