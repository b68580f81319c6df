package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.List;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ParkedNotifications}.
 */
class ParkedNotificationsTests extends AbstractLedgerInboxTests {

	/** That of an unknown contract has a grace. */
	private void deliverUntilParked(ContractNotification unknown) {
		deliver(unknown);
		this.fixture.clock.advance(Duration.ofMinutes(1));
		deliver(unknown);
	}

	@Test
	@Tag("case-179")
	void notificationOfAMerchantThatWasRemovedIsNeitherListedNorDiscarded() {
		deliverUntilParked(LedgerFixture.signed("n1", "code1"));
		this.fixture.registry.remove("default");
		ParkedNotifications parked = this.inbox.parked();
		assertThat(parked.list(10)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.discard(LedgerFixture.MCHID, "n1"));
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.PARKED);
	}

	@Test
	@Tag("case-179")
	void discardedNotificationIsGoneFromTheListAndStaysWithoutEffect() {
		ContractNotification unknown = LedgerFixture.signed("n1", "code1");
		deliverUntilParked(unknown);
		ParkedNotifications parked = this.inbox.parked();
		assertThat(parked.list(10)).hasSize(1);
		assertThat(parked.discard(LedgerFixture.MCHID, "n1").state()).isEqualTo(State.DONE);
		assertThat(parked.list(10)).isEmpty();
		assertThat(deliver(unknown)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.discard(LedgerFixture.MCHID, "n1"))
			.withMessage("Notification 'n1' is not parked");
	}

	@Test
	void replayAfterTheCauseIsGoneTakesEffectOnce() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		receive(message);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		receive(message);
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		this.fixture.clock.advance(Duration.ofDays(3));
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.PARKED);
		openReal();
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.DONE);
		assertThat(this.fixture.contract(REAL).isSigned()).isTrue();
		assertThat(this.fixture.effects()).containsExactly("ContractSigned " + REAL);
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(parked.list(10)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.replay(record.mchid(), record.id()))
			.withMessageContaining("is not parked");
		assertThatIllegalArgumentException().isThrownBy(() -> parked.replay(record.mchid(), "none"))
			.withMessageContaining("There is no notification 'none'");
	}

	@Test
	void replayWhenTheHandlerFailsStaysParkedAndMayBeTriedAgain() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		openReal();
		this.fixture.handler = (notification) -> {
			throw new IllegalStateException("not yet");
		};
		for (int attempt = 0; attempt < 16; attempt++) {
			receive(message);
		}
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		assertThat(parked.replay(record.mchid(), record.id())).satisfies((replayed) -> {
			assertThat(replayed.state()).isEqualTo(State.PARKED);
			assertThat(replayed.reason()).isEqualTo(ParkReason.FAILED_REPEATEDLY);
			assertThat(replayed.attempts()).isEqualTo(17);
		});
		this.fixture.handler = this.fixture.handled::add;
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.DONE);
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	void replayWhenTheRecordWasManipulatedIsRefused() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		receive(message);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		receive(message);
		openReal();
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		NotificationMessage kept = record.message();
		byte[] body = kept.body().clone();
		body[20] ^= 1;
		for (NotificationMessage manipulated : List.of(
				new NotificationMessage(kept.timestamp(), kept.nonce(), kept.serial(), kept.signature(), body),
				new NotificationMessage("1724900001", kept.nonce(), kept.serial(), kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), "other", kept.serial(), kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), kept.nonce(), null, kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), kept.nonce(), kept.serial(), null, kept.body()))) {
			this.fixture.store.<Boolean>inTransaction((transaction) -> {
				transaction.updateNotification(with(record, manipulated));
				return true;
			});
			assertThatIllegalStateException().isThrownBy(() -> parked.replay(record.mchid(), record.id()))
				.withMessageContaining("cannot be replayed");
		}
		assertThat(this.fixture.contract(REAL).state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.handled).isEmpty();
	}

	private static NotificationRecord with(NotificationRecord record, NotificationMessage message) {
		return new NotificationRecord(record.mchid(), record.id(), null, record.fingerprint(), record.eventType(),
				record.outContractCode(), State.PARKED, record.reason(), record.attempts(), record.receivedAt(), null,
				message);
	}

	private ParkedNotifications parkedNotifications() {
		return new ParkedNotifications(this.fixture.store, this.fixture.executor, this.fixture.registry, this.inbox);
	}

}
