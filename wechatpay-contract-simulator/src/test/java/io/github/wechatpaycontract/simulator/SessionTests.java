package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class SessionTests {

	private final MutableClock clock = new MutableClock();

	@RegisterExtension
	final SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.clock(this.clock).resendDelays());

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = this.extension.simulator();
		this.client = new MerchantClient(this.simulator.baseUrl(), this.simulator.merchant(), this.clock);
	}

	@AfterEach
	void stop() {
		this.merchant.close();
	}

	@Test
	void confirmSignsAndNotifies() throws Exception {
		this.client.open("code1", this.merchant.url());
		Delivery delivery = this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		assertThat(delivery.isAcknowledged()).isTrue();
		assertThat(delivery.status()).isEqualTo(204);
		assertThat(delivery.attempt()).isEqualTo(1);
		assertThat(delivery.sentAt()).isEqualTo(this.clock.instant());
		assertThat(this.merchant.waiting()).isEqualTo(1);
		assertThat(this.simulator.session("code1")).get().satisfies((session) -> {
			assertThat(session.state()).isEqualTo(SessionState.SIGNED);
			assertThat(session.contractId()).matches("[1-9][0-9]{17}");
			assertThat(session.signedAt()).isEqualTo(this.clock.instant());
			assertThat(session.notificationId()).isEqualTo(delivery.notificationId());
		});
	}

	@Test
	void confirmWhenNotOpenFails() {
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.simulator.confirm("code1"))
			.withMessageContaining("code1");
		this.client.open("code1", this.merchant.url());
		this.simulator.confirm("code1");
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.confirm("code1"))
			.withMessageContaining("SIGNED");
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.abandon("code1"));
	}

	@Test
	void confirmWhenTwoHoursWentByFails() {
		this.client.open("code1", this.merchant.url());
		this.clock.advance(Duration.ofHours(2).minusSeconds(1));
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
		this.clock.advance(Duration.ofSeconds(1));
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.confirm("code1"))
			.withMessageContaining("EXPIRED");
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.EXPIRED);
		assertThat(this.simulator.deliveries()).isEmpty();
	}

	@Test
	void openWhenExpiredMakesAnotherSession() {
		String first = this.client.open("code1", this.merchant.url()).at("/pre_entrustweb_id");
		this.clock.advance(Duration.ofHours(2));
		assertThat(this.client.open("code1", this.merchant.url()).at("/pre_entrustweb_id")).isNotEmpty()
			.isNotEqualTo(first);
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
	}

	@Test
	void signedWhenTwoHoursWentByStaysSigned() {
		this.client.open("code1", this.merchant.url());
		this.simulator.confirm("code1");
		this.clock.advance(Duration.ofDays(1));
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.SIGNED);
	}

	@Test
	void abandonSendsNothing() {
		this.client.open("code1", this.merchant.url());
		assertThat(this.simulator.abandon("code1").state()).isEqualTo(SessionState.ABANDONED);
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.confirm("code1"))
			.withMessageContaining("ABANDONED");
		assertThat(this.simulator.deliveries()).isEmpty();
		assertThat(this.merchant.waiting()).isZero();
	}

	@Test
	void confirmWhenTargetIsNotOnThisHostSendsNothing() throws Exception {
		this.client.post(this.client.body("code1", "https://yourapp.com/notify"));
		Delivery refused = this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		assertThat(refused.status()).isNull();
		assertThat(refused.failure()).contains("routeTo");
		this.client.post(this.client.body("code2", "https://yourapp.com/notify"));
		this.simulator.notifications().routeTo(this.merchant.url());
		assertThat(this.simulator.confirm("code2").get(10, TimeUnit.SECONDS).isAcknowledged()).isTrue();
		assertThat(this.merchant.waiting()).isEqualTo(1);
	}

}
