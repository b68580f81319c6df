package com.example.contracts;

import java.nio.file.Path;

import io.github.wechatpaycontract.ledger.ContractLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop with its database in a file.
 */
class RestartTests {

	@Test
	void contractIsKeptOverARestart(@TempDir Path folder) {
		String[] arguments = { "--server.port=0", "--simulator.port=0",
				"--spring.datasource.url=jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0" };
		String code;
		try (ConfigurableApplicationContext first = ContractShop.run(arguments)) {
			code = first.getBean(ContractLedger.class)
				.open((contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").contractDisplayAccount("Bicycle"))
				.outContractCode();
		}
		try (ConfigurableApplicationContext second = ContractShop.run(arguments)) {
			assertThat(second.getBean(ContractLedger.class).find(code)).isPresent();
		}
	}

}
