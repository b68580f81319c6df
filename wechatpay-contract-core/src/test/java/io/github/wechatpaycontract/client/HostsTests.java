package io.github.wechatpaycontract.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Hosts} and {@link HostSettings}.
 */
class HostsTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final Hosts hosts = new Hosts(HostSettings.DEFAULT, this.now::get);

	private final Host primary = this.hosts.choose();

	private final Host backup = this.hosts.insteadOf(this.primary).orElseThrow();

	@Test
	void chooseIsThePrimaryUntilItFailedThreeTimesInARow() {
		fail(this.primary, 2);
		this.primary.answered();
		fail(this.primary, 2);
		assertThat(this.hosts.choose()).isSameAs(this.primary);
		fail(this.primary, 1);
		assertThat(this.hosts.choose()).isSameAs(this.backup);
	}

	@Test
	void insteadOfIsTheOtherOneUnlessItIsLeftToo() {
		assertThat(this.hosts.insteadOf(this.backup)).contains(this.primary);
		fail(this.backup, 3);
		assertThat(this.hosts.insteadOf(this.primary)).isEmpty();
	}

	@Test
	@Tag("case-132")
	void dueForProbeIsAHostThatWasLeftOnceInEachCoolDown() {
		fail(this.primary, 3);
		assertThat(this.hosts.dueForProbe()).isEmpty();
		pass(Duration.ofSeconds(59));
		assertThat(this.hosts.dueForProbe()).isEmpty();
		pass(Duration.ofSeconds(1));
		assertThat(this.hosts.dueForProbe()).containsExactly(this.primary);
		assertThat(this.hosts.dueForProbe()).isEmpty();
		assertThat(this.hosts.choose()).isSameAs(this.backup);
		fail(this.primary, 1);
		pass(Duration.ofSeconds(60));
		assertThat(this.hosts.dueForProbe()).containsExactly(this.primary);
		this.primary.answered();
		assertThat(this.hosts.choose()).isSameAs(this.primary);
		pass(Duration.ofSeconds(60));
		assertThat(this.hosts.dueForProbe()).isEmpty();
	}

	@Test
	@Tag("case-133")
	void chooseWhenBothAreLeftTakesTurns() {
		fail(this.primary, 3);
		pass(Duration.ofMillis(1));
		fail(this.backup, 3);
		for (int i = 0; i < 3; i++) {
			assertThat(this.hosts.choose()).isSameAs(this.primary);
			pass(Duration.ofMillis(1));
			fail(this.primary, 1);
			assertThat(this.hosts.choose()).isSameAs(this.backup);
			pass(Duration.ofMillis(1));
			fail(this.backup, 1);
		}
		this.backup.answered();
		assertThat(this.hosts.choose()).isSameAs(this.backup);
	}

	@Test
	void chooseWhenThereIsOneHostIsAlwaysThat() {
		Hosts one = new Hosts(HostSettings.only(HostSettings.MAIN), this.now::get);
		Host only = one.choose();
		for (int i = 0; i < 5; i++) {
			one.failed(only);
		}
		pass(Duration.ofHours(1));
		assertThat(one.choose()).isSameAs(only);
		assertThat(one.insteadOf(only)).isEmpty();
		assertThat(one.dueForProbe()).isEmpty();
	}

	@Test
	void settingsRefuseABackupThatIsNone() {
		BaseUrl again = BaseUrl.of(URI.create("https://api.mch.weixin.qq.com/"), false);
		assertThatIllegalArgumentException().isThrownBy(() -> HostSettings.DEFAULT.withBackup(again));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HostSettings(HostSettings.MAIN, null, 0, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HostSettings(HostSettings.MAIN, null, 1, Duration.ZERO));
	}

	@Test
	@Tag("case-132")
	void chooseAfterAProbeIsThatHostUntilItFailsOnceMore() {
		fail(this.primary, 4);
		this.primary.probed();
		assertThat(this.hosts.choose()).isSameAs(this.primary);
		fail(this.primary, 1);
		assertThat(this.hosts.choose()).isSameAs(this.backup);
		this.primary.probed();
		this.primary.answered();
		fail(this.primary, 2);
		this.primary.probed();
		assertThat(this.hosts.choose()).isSameAs(this.primary);
	}

	private void fail(Host host, int times) {
		for (int i = 0; i < times; i++) {
			this.hosts.failed(host);
		}
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}
