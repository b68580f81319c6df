package com.example.contracts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

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
		String database = database(folder);
		String code;
		try (ConfigurableApplicationContext first = run(database)) {
			code = first.getBean(ContractLedger.class)
				.open((contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").contractDisplayAccount("Bicycle"))
				.outContractCode();
		}
		try (ConfigurableApplicationContext second = run(database)) {
			assertThat(second.getBean(ContractLedger.class).find(code)).isPresent();
		}
	}

	@Test
	void orderCanOfferAContractInADatabaseFromBeforeThat(@TempDir Path folder) throws SQLException {
		String database = database(folder);
		try (Connection connection = DriverManager.getConnection(database, "sa", "");
				Statement statement = connection.createStatement()) {
			statement.execute("create table purchase (out_trade_no varchar(32) not null primary key,"
					+ " openid varchar(128) not null, product varchar(16) not null,"
					+ " placed_at timestamp not null default current_timestamp, prepay_id varchar(64))");
		}
		try (ConfigurableApplicationContext shop = run(database)) {
			Purchases purchases = shop.getBean(Purchases.class);
			purchases.intend(Payer.of(null), "order1", Product.TEA);
			assertThat(purchases.contractOffered("order1")).isNotEmpty();
		}
	}

	private static String database(Path folder) {
		return "jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0";
	}

	private static ConfigurableApplicationContext run(String database) {
		return ContractShop.run("--server.port=0", "--simulator.port=0", "--spring.datasource.url=" + database);
	}

}
