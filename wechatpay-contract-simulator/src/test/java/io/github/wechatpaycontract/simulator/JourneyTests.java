package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Notifications that are doubled, lost or late, and shares of them.
 */
@Timeout(30)
class JourneyTests {

	private final MerchantServer merchant = new MerchantServer();

	private final WechatPaySimulator simulator = WechatPaySimulator.builder()
		.merchant(Vectors.merchant())
		.terminationUrl(this.merchant.url())
		.start();

	private final MerchantClient client = new MerchantClient(this.simulator);

	private final Notifications notifications = this.simulator.notifications();

	@BeforeEach
	void open() {
		this.client.open("code1", this.merchant.url());
	}

	@AfterEach
	void stop() {
		this.simulator.close();
		this.merchant.close();
	}

	private void advance(Duration duration) throws Exception {
		this.simulator.clock().advance(duration).get(20, TimeUnit.SECONDS);
	}

	private List<String> events(int count) throws Exception {
		List<String> events = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			events.add(new ObjectMapper().readTree(this.merchant.take().body()).get("event_type").asText());
		}
		return events;
	}

	@Test
	void duplicatedArrivesTwiceSignedForItself() throws Exception {
		this.notifications.next(NotificationFault.duplicated());
		assertThat(this.simulator.confirm("code1").get(10, TimeUnit.SECONDS).isAcknowledged()).isTrue();
		SignedNotification one = this.merchant.take();
		SignedNotification other = this.merchant.take();
		assertThat(one.headers().first("Wechatpay-Nonce")).isNotEqualTo(other.headers().first("Wechatpay-Nonce"));
		assertThat(this.client.verifies(one.headers(), one.body())).isTrue();
		assertThat(this.client.verifies(other.headers(), other.body())).isTrue();
		assertThat(this.simulator.deliveries()).extracting(Delivery::attempt).containsExactly(1, 1);
	}

	@Test
	void duplicatedCountsAsAcknowledgedIfOneIs() throws Exception {
		this.merchant.answer(500, 204);
		this.notifications.next(NotificationFault.duplicated());
		assertThat(this.simulator.confirm("code1").get(10, TimeUnit.SECONDS).isAcknowledged()).isTrue();
		assertThat(this.notifications.pending()).isEmpty();
	}

	@Test
	void lostIsNotSeenAndComesAgain() throws Exception {
		this.notifications.next(NotificationFault.lost());
		CompletableFuture<Delivery> delivered = this.simulator.confirm("code1");
		advance(Duration.ZERO);
		assertThat(this.merchant.waiting()).isZero();
		assertThat(this.simulator.deliveries()).singleElement().satisfies((delivery) -> {
			assertThat(delivery.status()).isNull();
			assertThat(delivery.failure()).contains("Lost");
		});
		advance(Duration.ofSeconds(15));
		assertThat(delivered.join().attempt()).isEqualTo(2);
		assertThat(this.merchant.waiting()).isEqualTo(1);
	}

	@Test
	void lateIsOvertaken() throws Exception {
		this.notifications.next(NotificationFault.late(Duration.ofMinutes(1)));
		this.simulator.confirm("code1");
		assertThat(this.notifications.pending()).extracting(PendingNotification::attempt).containsExactly(1);
		this.simulator.terminateByPayer("code1").get(10, TimeUnit.SECONDS);
		advance(Duration.ofMinutes(1));
		assertThat(events(2)).containsExactly("ENTRUST.TERMINATE", "ENTRUST.SIGN");
		assertThat(this.notifications.pending()).isEmpty();
	}

	@Test
	void lateWhenSentOnceIsLate() throws Exception {
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.merchant.take();
		NotificationDraft draft = this.notifications.draftOf("code1")
			.fault(NotificationFault.late(Duration.ofMinutes(1)))
			.build();
		CompletableFuture<Delivery> one = this.notifications.send(draft);
		CompletableFuture<List<Delivery>> two = this.notifications.send(draft, 2);
		advance(Duration.ofSeconds(59));
		assertThat(this.notifications.pending()).extracting(PendingNotification::notificationId)
			.containsOnly(draft.id())
			.hasSize(3);
		assertThat(this.merchant.waiting()).isZero();
		advance(Duration.ofSeconds(1));
		assertThat(one.get(10, TimeUnit.SECONDS).fault()).isEqualTo("late");
		assertThat(two.get(10, TimeUnit.SECONDS)).hasSize(2).allMatch(Delivery::isAcknowledged);
		assertThat(this.merchant.waiting()).isEqualTo(3);
	}

	@Test
	void faultsOfTheWayGoWithOthers() throws Exception {
		this.merchant.answer(401, 401);
		this.notifications.next(NotificationFault.duplicated().and(NotificationFault.probe()));
		this.simulator.confirm("code1");
		advance(Duration.ZERO);
		assertThat(this.simulator.deliveries()).extracting(Delivery::fault)
			.containsExactly("duplicated+probe", "duplicated+probe");
		assertThat(this.merchant.take().headers().first("Wechatpay-Signature").orElse(""))
			.startsWith("WECHATPAY/SIGNTEST/");
	}

	@Test
	void shareSpoilsAttemptsEvenlyAndAfterWhatIsNext() throws Exception {
		this.notifications.share(NotificationFault.lost(), 0.5);
		this.notifications.next(NotificationFault.none());
		NotificationDraft draft = NotificationDraft.builder().target(this.merchant.url()).build();
		for (int i = 0; i < 5; i++) {
			this.notifications.deliver(draft);
			advance(Duration.ZERO);
		}
		assertThat(this.simulator.deliveries()).extracting(Delivery::fault)
			.containsExactly("none", "none", "lost", "none", "lost");
		this.notifications.always(NotificationFault.lost());
		this.notifications.deliver(draft);
		advance(Duration.ZERO);
		assertThat(this.simulator.deliveries()).last().extracting(Delivery::fault).isEqualTo("lost");
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifications.share(NotificationFault.lost(), 1.5));
	}

	@Test
	void resetEndsTheShare() throws Exception {
		this.notifications.always(NotificationFault.lost());
		this.simulator.reset();
		this.notifications.deliver(NotificationDraft.builder().target(this.merchant.url()).build())
			.get(10, TimeUnit.SECONDS);
		assertThat(this.merchant.waiting()).isEqualTo(1);
	}

	@Test
	void journeysHaveNames() {
		assertThat(NotificationFault.names()).contains("duplicated", "lost", "late");
	}

}
