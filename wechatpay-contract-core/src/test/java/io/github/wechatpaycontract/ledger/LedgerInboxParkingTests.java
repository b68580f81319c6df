package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.TestNotifications;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LedgerInbox}: what moves nothing is parked.
 */
class LedgerInboxParkingTests extends AbstractLedgerInboxTests {

	@Test
	@Tag("case-100")
	void sameIdWithOtherContentIsParkedBesideTheFirst() {
		this.fixture.open("code1");
		this.fixture.open("code2");
		deliver(LedgerFixture.signed("n1", "code1"));
		for (int i = 0; i < 2; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code2"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.contract("code2").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.CHANGED_CONTENT);
			assertThat(parked.id()).startsWith("n1~");
			assertThat(parked.outContractCode()).isEqualTo("code2");
			assertThatIllegalStateException()
				.isThrownBy(() -> this.inbox.parked().replay(LedgerFixture.MCHID, parked.id()))
				.withMessageContaining("its id is another's");
		});
		assertThat(this.log.messages(Level.ERROR)).hasSize(1).allMatch((line) -> line.contains("SECURITY"));
		assertThat(this.fixture.handled).hasSize(1);
	}

	static Stream<Arguments> contradictions() {
		return Stream.of(Arguments.of("openid", "oSTRANGER1", ParkReason.OTHER_PAYER),
				Arguments.of("appid", "wx8888888888888888", ParkReason.OTHER_APPID),
				Arguments.of("service_id", 777, ParkReason.OTHER_SERVICE),
				Arguments.of("sub_mchid", "1900000110", ParkReason.OTHER_MERCHANT),
				Arguments.of("contract_id", "idother", ParkReason.OTHER_CONTRACT_ID),
				Arguments.of("contract_state", "TERMINATED", ParkReason.CONTRADICTORY),
				Arguments.of("contract_state", "BRAND_NEW", ParkReason.UNKNOWN_EVENT));
	}

	@ParameterizedTest
	@MethodSource("contradictions")
	@Tag("case-75")
	@Tag("case-77")
	@Tag("case-91")
	@Tag("case-93")
	@Tag("case-94")
	void notificationThatContradictsIsParkedAndMovesNothing(String member, Object value, ParkReason reason) {
		this.fixture.open("other");
		deliver(LedgerFixture.signed("n0", "other"));
		ContractRecord before = this.fixture
			.put(member.equals("sub_mchid") ? ofSubMerchant("code1") : this.fixture.pending("code1"));
		for (int i = 0; i < 2; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code1", member, value)))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.contract("code1").withNextQueryAt(null)).isEqualTo(before.withNextQueryAt(null));
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.events).hasSize(1);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(reason));
		assertThat(this.log.messages(Level.ERROR)).filteredOn((line) -> line.contains("is parked (" + reason))
			.hasSize(1);
	}

	@Test
	@Tag("case-94")
	void secondContractIdOfASignedContractIsParked() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1"));
		deliver(LedgerFixture.signed("n2", "code1", "contract_id", "idsecond"));
		assertThat(this.fixture.contract("code1").contractId()).isEqualTo("idcode1");
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_CONTRACT_ID));
	}

	@Test
	void contradictoryNotificationHasWechatPayAskedSoon() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1", "contract_state", "TERMINATED"));
		assertThat(this.fixture.contract("code1").nextQueryAt()).isEqualTo(this.fixture.clock.instant().plusSeconds(1));
	}

	@Test
	@Tag("case-76")
	void unknownEventIsParkedAndOthersGoToTheirHandlerOnce() {
		assertThat(deliver(TestNotifications.of(LedgerFixture.MCHID, "n1", "BRAND.NEW", Map.of("x", 1))))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.UNKNOWN_EVENT));
		for (String id : List.of("n2", "n2", "n3", "n3")) {
			assertThat(deliver(TestNotifications.of(LedgerFixture.MCHID, id,
					id.equals("n2") ? "SECURITY_ECHO.SUCCESS" : "ENTRUST.CHANGE",
					id.equals("n2") ? Map.of() : LedgerFixture.plaintext("code1", "TERMINATE_PENDING"))))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.handled).extracting(ContractNotification::id).containsExactly("n2", "n3");
		assertThat(this.fixture.parked()).hasSize(1);
	}

	@Test
	@Tag("case-92")
	void unknownContractComesAgainDuringTheGraceAndIsParkedThen() {
		ContractNotification notification = LedgerFixture.signed("n1", "code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		this.fixture.clock.advance(Duration.ofSeconds(19));
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.fixture.notification("n1").reason()).isEqualTo(ParkReason.UNKNOWN_CONTRACT);
		assertThat(this.fixture.parked()).isEmpty();
		this.fixture.clock.advance(Duration.ofSeconds(1));
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.UNKNOWN_CONTRACT);
			assertThat(parked.attempts()).isEqualTo(3);
		});
		assertThat(this.fixture.handled).isEmpty();
	}

	@Test
	@Tag("case-92")
	void unknownContractWhoseIntentArrivesDuringTheGraceTakesEffect() {
		ContractNotification notification = LedgerFixture.signed("n1", "code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		this.fixture.open("code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
	}

	@Test
	@Tag("case-92")
	void unknownContractWithoutAnyServiceIdIsTreatedAsUnknown() {
		this.fixture.registry.remove("default");
		this.fixture.registry
			.add(new MerchantDefinition("default", TestPlatform.merchant(), PreEntrustSignDefaults.NONE, null));
		for (UnknownContracts policy : UnknownContracts.values()) {
			ContractNotification notification = LedgerFixture.signed("n" + policy, "code1", "service_id", null);
			LedgerInbox inbox = this.fixture.inbox(policy, false);
			assertThat(LedgerFixture.deliver(inbox, notification)).isEqualTo(NotificationAnswer.FAILED);
			this.fixture.clock.advance(Duration.ofSeconds(20));
			assertThat(LedgerFixture.deliver(inbox, notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.parked()).extracting(NotificationRecord::reason)
			.containsExactly(ParkReason.UNKNOWN_CONTRACT, ParkReason.UNKNOWN_CONTRACT);
	}

	@Test
	@Tag("case-92")
	void unknownContractWhenAcceptedIsAddedAndTakesEffect() {
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		assertThat(LedgerFixture.deliver(accepting, LedgerFixture.signed("n1", "code1")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.contract("code1").parties().openid()).isEqualTo(LedgerFixture.PAYER);
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
		assertThat(this.fixture.handled).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "appid", "service_id" })
	@Tag("case-91")
	void unknownContractOfAnotherServiceIsNotAccepted(String member) {
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		ContractNotification notification = LedgerFixture.signed("n1", "code1", member,
				member.equals("appid") ? "wx8888888888888888" : (Object) 777);
		LedgerFixture.deliver(accepting, notification);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		LedgerFixture.deliver(accepting, notification);
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
		assertThat(this.fixture.parked()).hasSize(1);
	}

	@Test
	@Tag("case-94")
	void unknownContractWithTheIdOfAnotherIsNotAcceptedAndNotHandled() {
		this.fixture.open("other");
		deliver(LedgerFixture.signed("n0", "other"));
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		assertThat(LedgerFixture.deliver(accepting, LedgerFixture.signed("n1", "code1", "contract_id", "idother")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_CONTRACT_ID));
	}

	@Test
	@Tag("case-92")
	void storeThatForgetsNeverAcknowledgesWhatItOnlySetAside() {
		LedgerFixture memory = new LedgerFixture(new MemoryLedgerStore(10), URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(1));
		LedgerInbox forgetful = memory.inbox();
		ContractNotification unknown = LedgerFixture.signed("n1", "code1");
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		memory.clock.advance(Duration.ofMinutes(1));
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(memory.parked()).hasSize(1);
		memory.open("code2");
		assertThat(LedgerFixture.deliver(forgetful, LedgerFixture.signed("n2", "code2")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		memory.close();
	}

	private ContractRecord ofSubMerchant(String code) {
		ContractRecord direct = this.fixture.pending(code);
		return new ContractRecord(direct.mchid(), code, direct.serviceId(),
				new ContractParties(LedgerFixture.APPID, LedgerFixture.PAYER, "1900000111", null, null), direct.state(),
				direct.openedAt(), direct.expiresAt(), null, null, null, null, null, direct.nextQueryAt(), 0);
	}

	@Test
	@Tag("case-90")
	void realNotificationOfAnotherMerchantIsParkedAndMovesNothing() {
		openReal();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN",
				TestPlatform.SIGNED.replace(LedgerFixture.MCHID, "1900000110"))))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract(REAL).state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_MERCHANT));
	}

}
