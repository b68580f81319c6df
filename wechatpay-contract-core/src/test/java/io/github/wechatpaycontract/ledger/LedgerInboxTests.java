package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.ledger.ContractEvent.Source;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerInbox}: every fact takes effect once.
 */
class LedgerInboxTests extends AbstractLedgerInboxTests {

	@Test
	void signedNotificationTakesEffectOnce() {
		this.fixture.open("code1");
		for (int i = 0; i < 3; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.contract("code1")).satisfies((contract) -> {
			assertThat(contract.isSigned()).isTrue();
			assertThat(contract.contractId()).isEqualTo("idcode1");
			assertThat(contract.signedAt()).isEqualTo("2024-08-29T02:53:20Z");
			assertThat(contract.confirmedAt()).isNull();
		});
		assertThat(this.fixture.events).singleElement().satisfies((event) -> {
			assertThat(event).isInstanceOf(ContractSigned.class);
			assertThat(event.source()).isEqualTo(Source.NOTIFICATION);
			assertThat(event.contract()).isEqualTo(this.fixture.contract("code1"));
		});
		assertThat(this.fixture.handled).hasSize(1);
		NotificationRecord record = this.fixture.notification("n1");
		assertThat(record.state()).isEqualTo(State.DONE);
		assertThat(record.attempts()).isOne();
		assertThat(record.fact()).isEqualTo("SIGNED code1");
		assertThat(record.message()).isNull();
	}

	@Test
	void handlerSeesTheMoveAndNobodyElseDoesBeforeTheCommit() {
		this.fixture.open("code1");
		List<LedgerState> seen = new ArrayList<>();
		this.fixture.handler = (notification) -> {
			seen.add(this.fixture.contract("code1").state());
			seen.add(CompletableFuture.supplyAsync(() -> this.fixture.contract("code1").state()).join());
		};
		deliver(LedgerFixture.signed("n1", "code1"));
		assertThat(seen).containsExactly(LedgerState.SIGNED, LedgerState.PENDING);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
	}

	@Test
	@Tag("case-99")
	void secondNotificationOfTheSameFactHasNoEffect() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1"));
		assertThat(deliver(LedgerFixture.signed("n2", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.events).hasSize(1);
		assertThat(this.fixture.notification("n2").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.notification("n2").fact()).isNull();
	}

	@Test
	@Tag("case-95")
	void signedNotificationOfAnExpiredContractIsAccepted() {
		this.fixture.put(this.fixture.pending("code1").withState(LedgerState.EXPIRED));
		this.fixture.clock.advance(Duration.ofHours(26));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	@Tag("case-96")
	@Tag("case-97")
	void signedNotificationAfterTheTerminationIsAcknowledgedAndIgnored() {
		this.fixture.open("code1");
		deliver(LedgerFixture.ended("n2", "code1"));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.contract("code1").terminationModeText()).isEqualTo("USER_TERMINATE");
		assertThat(this.fixture.effects()).containsExactly("ContractTerminated code1");
		assertThat(this.fixture.handled).extracting(ContractNotification::id).containsExactly("n2");
		assertThat(this.fixture.parked()).isEmpty();
	}

	/** The only fast filter is the one in the process; a cache elsewhere there is not. */
	@Test
	@Tag("case-114")
	void processThatForgotWhatItFilteredHasOneEffectAllTheSame() {
		this.fixture.open("code1");
		LedgerFixture other = new LedgerFixture(this.fixture.store, URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(2));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		for (int i = 0; i < 10; i++) {
			assertThat(LedgerFixture.deliver(other.inbox(), LedgerFixture.signed("n1", "code1")))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(other.handled).isEmpty();
		other.close();
	}

	@Test
	@Tag("case-104")
	void thousandDuplicatesAtOnceHaveOneEffectAndAreAllAcknowledged() {
		this.fixture.open("code1");
		AtomicInteger calls = new AtomicInteger();
		this.fixture.handler = (notification) -> calls.incrementAndGet();
		List<NotificationAnswer> answers = Flux.range(0, 1_000)
			.flatMap((i) -> LedgerFixture.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
				.subscribeOn(Schedulers.parallel()), 1_000)
			.collectList()
			.block(LIMIT);
		assertThat(answers).hasSize(1_000).containsOnly(NotificationAnswer.ACKNOWLEDGED);
		assertThat(calls).hasValue(1);
		assertThat(this.fixture.events).hasSize(1);
	}

	@Test
	@Tag("case-103")
	@Tag("case-104")
	void duplicatesAtSeveralInboxesOverOneStoreHaveOneEffectEach() {
		List<LedgerInbox> inboxes = List.of(this.fixture.inbox(), this.fixture.inbox(), this.fixture.inbox());
		for (int code = 0; code < 50; code++) {
			this.fixture.open("code" + code);
		}
		List<NotificationAnswer> answers = Flux.range(0, 1_500)
			.flatMap((i) -> LedgerFixture
				.deliver(inboxes.get(i % 3),
						LedgerFixture.signed("n" + i / 30 + ((i % 2 == 0) ? "" : "again"), "code" + i / 30), LIMIT)
				.subscribeOn(Schedulers.parallel()), 200)
			.collectList()
			.block(LIMIT);
		assertThat(answers).hasSize(1_500);
		assertThat(this.fixture.events).hasSize(50);
		assertThat(this.fixture.parked()).isEmpty();
		for (int code = 0; code < 50; code++) {
			String number = "code" + code;
			assertThat(this.fixture.handled).filteredOn((one) -> one.outContractCode().equals(number)).hasSize(1);
		}
	}

	@Test
	void duplicateWhileTheFirstRunsWaitsForIt() throws Exception {
		this.fixture.open("code1");
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		AtomicBoolean finished = new AtomicBoolean();
		this.fixture.handler = (notification) -> {
			running.countDown();
			assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
			finished.set(true);
		};
		CompletableFuture<NotificationAnswer> first = LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
			.toFuture();
		assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<NotificationAnswer> second = LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
			.toFuture();
		assertThat(second).isNotDone();
		go.countDown();
		assertThat(second).succeedsWithin(LIMIT).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(finished).isTrue();
		assertThat(first).succeedsWithin(LIMIT).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
	}

	@Test
	void realNotificationThroughTheReceiverIsAcknowledgedAfterItsEffect() {
		openReal();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED)))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract(REAL).isSigned()).isTrue();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED).with(TestMessage.NONCE, "x")))
			.isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
	}

}
