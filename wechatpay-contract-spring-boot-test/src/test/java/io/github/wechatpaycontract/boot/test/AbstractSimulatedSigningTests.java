package io.github.wechatpaycontract.boot.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SessionState;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a test can do with the simulator, on whichever server.
 */
@Timeout(60)
abstract class AbstractSimulatedSigningTests {

	@Autowired
	private WechatPaySimulator simulator;

	@Autowired
	private ContractLedger ledger;

	private String open() {
		return this.ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
	}

	private LedgerState state(String code) {
		return this.ledger.find(code).orElseThrow().state();
	}

	@RepeatedTest(2)
	void confirmReachesTheApplicationAndIsForgottenAfterTheTest() throws Exception {
		assertThat(this.simulator.sessions()).isEmpty();
		assertThat(this.simulator.clock().moved()).isZero();
		String code = open();
		assertThat(this.simulator.confirm(code).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(state(code)).isEqualTo(LedgerState.SIGNED);
		this.simulator.clock().advance(Duration.ofMinutes(1)).get(10, TimeUnit.SECONDS);
	}

	@Test
	void clockMovesTheApplicationAlong() throws Exception {
		String first = open();
		this.simulator.clock().advance(Duration.ofHours(2)).get(10, TimeUnit.SECONDS);
		assertThat(this.simulator.session(first).orElseThrow().state()).isEqualTo(SessionState.EXPIRED);
		String second = open();
		assertThat(this.simulator.confirm(second).get(10, TimeUnit.SECONDS).isAcknowledged()).isTrue();
	}

	@Test
	void refusedNotificationIsRepairedByTheResendOfAMovedClock() throws Exception {
		String code = open();
		this.simulator.notifications().next(NotificationFault.wrongSignature());
		this.simulator.confirm(code);
		this.simulator.clock().advance(Duration.ofSeconds(20)).get(10, TimeUnit.SECONDS);
		assertThat(this.simulator.deliveries()).extracting(Delivery::status).containsExactly(401, 204);
		assertThat(state(code)).isEqualTo(LedgerState.SIGNED);
	}

}
