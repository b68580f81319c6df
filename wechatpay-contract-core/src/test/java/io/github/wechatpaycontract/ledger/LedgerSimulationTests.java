package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.TestServices;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lives of contracts under every fault at once, on a virtual clock and from a seed each:
 * {@code -Dledger.lives=N} says how many, {@code -Dledger.seed=N} lives that one again.
 */
@Tag("case-92")
@Tag("case-95")
@Tag("case-96")
@Tag("case-97")
@Tag("case-98")
@Tag("case-99")
@Tag("case-102")
@Tag("case-117")
@Tag("case-120")
@Tag("case-122")
class LedgerSimulationTests {

	private static VirtualTimeScheduler timers;

	private static MerchantRegistry registry;

	@BeforeAll
	static void start() {
		timers = VirtualTimeScheduler.getOrSet();
		registry = new MerchantRegistry((definition) -> TestServices.of(definition, URI.create("http://127.0.0.1:1")));
		registry.add(TestServices.definition("default", TestPlatform.simulated(), null));
	}

	@AfterAll
	static void stop() {
		registry.close();
		VirtualTimeScheduler.reset();
	}

	@Test
	@Timeout(300)
	void ledgerAfterEverythingSettledEqualsTheTruth() {
		long first = Long.getLong("ledger.seed", 1);
		int lives = (System.getProperty("ledger.seed") != null) ? 1 : Integer.getInteger("ledger.lives", 100_000);
		Map<String, Integer> happened = new TreeMap<>();
		long start = System.nanoTime();
		for (long seed = first; seed < first + lives; seed++) {
			List<String> problems = new SimulatedWorld(seed, registry, timers, happened).run();
			assertThat(problems).as("life of -Dledger.seed=%d", seed).isEmpty();
		}
		System.out.printf("%,d lives in %.1f s: %s%n", lives, (System.nanoTime() - start) / 1e9, happened);
	}

}
