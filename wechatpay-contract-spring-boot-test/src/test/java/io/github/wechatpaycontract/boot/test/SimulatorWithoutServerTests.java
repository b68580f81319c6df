package io.github.wechatpaycontract.boot.test;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.SessionState;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Without a server nobody can be notified, and the test is told.
 */
@SpringBootTest(classes = ShopApplication.class)
@AutoConfigureWechatPaySimulator
class SimulatorWithoutServerTests {

	@Autowired
	private WechatPaySimulator simulator;

	private String code;

	@BeforeEach
	void open(@Autowired ContractLedger ledger) {
		this.code = ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
	}

	@Test
	void confirmSaysWhatToDoAndChangesNothing() {
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.confirm(this.code))
			.withMessageContaining("webEnvironment = RANDOM_PORT")
			.withMessageContaining("routeTo");
		assertThat(this.simulator.session(this.code).orElseThrow().state()).isEqualTo(SessionState.OPEN);
	}

	@Test
	void confirmWhenRoutedElsewhereGoesThere() throws Exception {
		URI elsewhere = URI.create(this.simulator.baseUrl() + "/elsewhere");
		this.simulator.notifications().routeTo(elsewhere);
		this.simulator.confirm(this.code);
		this.simulator.clock().advance(Duration.ZERO).get(10, TimeUnit.SECONDS);
		assertThat(this.simulator.deliveries()).singleElement()
			.satisfies((delivery) -> assertThat(delivery.target()).isEqualTo(elsewhere));
	}

}
