package io.github.wechatpaycontract.boot.autoconfigure;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is opened and closed a hundred times in one JVM, and each time
 * calls and is notified, leaves nothing behind.
 */
@Tag("any-line")
@Tag("case-162")
class ContextCyclesTests {

	/** The simulator finds nobody there: each context is notified by hand. */
	private static final String NOTIFY_URL = "http://127.0.0.1:1/wechatpay/contract/notify";

	/** As often for the JVM to have seen everything, and as often again. */
	private static final int CYCLES = 50;

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with((simulator) -> simulator.resendDelays());

	private final WechatPaySimulator simulator = extension.simulator();

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL))
		.withPropertyValues(AutoConfigurationTests.pairs(this.simulator.springProperties(NOTIFY_URL)));

	private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();

	@Test
	void threadsSocketsAndClassesAreGone() {
		cycle();
		int loaded = this.classes.getLoadedClassCount();
		long descriptors = openDescriptors();
		cycle();
		assertThat(this.classes.getLoadedClassCount() - loaded).isLessThan(CYCLES);
		assertThat(openDescriptors() - descriptors).isLessThan(CYCLES);
	}

	private void cycle() {
		for (int i = 0; i < CYCLES; i++) {
			this.runner.run(this::signUp);
		}
		Awaitility.await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
	}

	private void signUp(ApplicationContext context) {
		ContractLedger ledger = context.getBean(ContractLedger.class);
		String code = ledger.open(
				(contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
		this.simulator.confirm(code).join();
		SignedNotification signed = this.simulator.notifications()
			.build(this.simulator.notifications().draftOf(code).build());
		assertThat(context.getBean(NotificationReceiver.class)
			.receive(context.getBean(NotificationVerifier.class), signed.headers()::all, signed.body())
			.block(Duration.ofSeconds(10))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(ledger.find(code)).get()
			.satisfies((contract) -> assertThat(contract.state()).isEqualTo(LedgerState.SIGNED));
		assertThat(clientThreads()).isNotEmpty();
	}

	/** Those of the simulator bear its name. */
	private static List<String> clientThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("wechatpay-") && !name.startsWith("wechatpay-simulator"))
			.toList();
	}

	private static long openDescriptors() {
		return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount();
	}

}
