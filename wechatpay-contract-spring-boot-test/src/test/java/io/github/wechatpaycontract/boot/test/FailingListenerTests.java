package io.github.wechatpaycontract.boot.test;

import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.event.EventListener;

import static io.github.wechatpaycontract.simulator.assertj.SimulatorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application with a bug: its test ends, and says what the application answered.
 */
@SpringBootTest(classes = { ShopApplication.class, FailingListenerTests.Listener.class },
		webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWechatPaySimulator
@Timeout(60)
class FailingListenerTests {

	@Test
	void confirmWhenListenerThrowsEndsWithTheFirstAnswer(@Autowired WechatPaySimulator simulator,
			@Autowired ContractLedger ledger) throws Exception {
		String code = ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
		assertThat(simulator.confirm(code).get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
		assertThat(simulator.notifications().pending()).isEmpty();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(simulator).contract(code).acknowledgedNotification())
			.withMessageContaining("attempt 1 to http://localhost:")
			.withMessageEndingWith(": 500");
	}

	static class Listener {

		@EventListener
		void fail(ContractSigned event) {
			throw new IllegalStateException("A bug of the application");
		}

	}

}
