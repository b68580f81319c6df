package com.example.bicycles;

import java.time.Duration;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.boot.test.AutoConfigureWechatPaySimulator;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.preEntrustSign;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.query;
import static io.github.wechatpaycontract.simulator.assertj.SimulatorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@code docs/testing.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWechatPaySimulator
@Timeout(60)
class SimulatorExamplesTests {

	@Autowired
	private WechatPaySimulator simulator;

	@Autowired
	private ContractLedger ledger;

	@Autowired
	private Bicycles bicycles;

	private String code;

	private String open() {
		return this.ledger.open((contract) -> contract.openid("o1").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
	}

	@BeforeEach
	void openContract() {
		this.code = open();
	}

	@Test
	void assertions() {
		this.simulator.confirm(this.code).join();
		assertThat(this.simulator).received(1, preEntrustSign().contract(this.code))
			.received(preEntrustSign().field("/contract_display_account", "Blue bicycle 17"))
			.receivedNo(query().contract(this.code));
		assertThat(this.simulator).contract(this.code).isSigned().acknowledgedNotification();
	}

	@Test
	void payerLeaves() {
		this.simulator.abandon(this.code);
		this.simulator.clock().advance(Duration.ofHours(2)).join();
		assertThat(this.simulator).contract(this.code).isExpired().wasNotNotified();
		assertThat(this.bicycles.isUnlocked(this.code)).isFalse();
	}

	@Test
	void bicycleWhenContractEndsIsLocked() {
		this.simulator.confirm(this.code).join();
		assertThat(this.bicycles.isUnlocked(this.code)).isTrue();
		this.ledger.terminate(this.code, "The bicycle is back");
		assertThat(this.bicycles.isUnlocked(this.code)).isFalse();
	}

	@Test
	void forgedNotificationIsRefused() {
		this.simulator.notifications().next(NotificationFault.wrongSignature());
		this.simulator.confirm(this.code).join();
		assertThat(this.simulator).contract(this.code).refusedNotification(401);
		assertThat(this.bicycles.isUnlocked(this.code)).isFalse();
	}

	@Test
	void notificationsOvertakeEachOther() {
		this.simulator.notifications()
			.next(NotificationFault.late(Duration.ofMinutes(1)), NotificationFault.duplicated());
		this.simulator.confirm(this.code);
		this.simulator.confirm(open()).join();
		this.simulator.clock().advance(Duration.ofMinutes(1)).join();
		assertThat(this.simulator).contract(this.code).acknowledgedNotification();
	}

	@Test
	void callFails() {
		this.simulator.answers().next(AnswerFault.noAuth());
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(this::open);
		this.simulator.answers().share(AnswerFault.probe(), 0.1);
	}

	@Test
	void notificationOfOnesOwn() {
		SignedNotification notification = this.simulator.notifications()
			.build(NotificationDraft.builder()
				.eventType("ENTRUST.SIGN")
				.plaintext("{\"out_contract_code\":\"bicycle17\",\"contract_state\":\"SIGNED\"}")
				.build());
		assertThat(notification.headers().names()).contains("Wechatpay-Signature", "Wechatpay-Serial");
	}

}
