package io.github.wechatpaycontract.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.TestServices;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.PoolSettings;
import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MerchantRegistry} and {@link MerchantServices}: two merchants with
 * different keys, but a public key id and contract numbers in common.
 */
class MerchantRegistryTests {

	private static final SimulatedMerchant BIKES = TestPlatform.simulated();

	private static final SimulatedMerchant TAXIS = SimulatedMerchant.builder()
		.mchid("1900000110")
		.appid("wx8888888888888888")
		.serviceId(777)
		.publicKeyId(TestPlatform.PUBLIC_KEY_ID)
		.build();

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(BIKES).merchant(TAXIS).resendDelays());

	private static final int THREADS = 16;

	private static final int CALLS = 1_600;

	private static final int NOTIFICATIONS = 99_200;

	private final WechatPaySimulator simulator = extension.simulator();

	private final MerchantRegistry registry = new MerchantRegistry(
			(definition) -> TestServices.of(definition, this.simulator.baseUrl()));

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void merchantsAreFoundByNameNumberAndPath() {
		MerchantServices bikes = add("bikes", BIKES, "/wechatpay/bikes");
		MerchantServices taxis = add("taxis", TAXIS, null);
		assertThat(this.registry.get("bikes")).isSameAs(bikes);
		assertThat(this.registry.get("taxis")).isSameAs(taxis);
		assertThat(this.registry.ofMchid("1900000110")).isSameAs(taxis);
		assertThat(this.registry.ofMchid("1900000109")).isSameAs(bikes);
		assertThat(this.registry.atNotificationPath("/wechatpay/bikes")).containsSame(bikes);
		assertThat(this.registry.atNotificationPath("/wechatpay/bikes/")).isEmpty();
		assertThat(this.registry.atNotificationPath("")).isEmpty();
		assertThat(this.registry.all()).containsExactly(bikes, taxis);
		assertThat(bikes).hasToString("MerchantServices[name=bikes, mchid=1900000109]");
		assertThat(taxis.notificationPath()).isEmpty();
	}

	@Test
	void getWhenNameIsUnknownSaysWhichAreKnown() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.get("bikes"))
			.withMessage("There is no merchant 'bikes'; known are []");
		add("taxis", TAXIS, null);
		add("bikes", BIKES, null);
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.get("Bikes"))
			.withMessageStartingWith("There is no merchant 'Bikes'; known are [taxis, bikes]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.ofMchid("1"))
			.withMessage("There is no merchant with the number '1'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.remove("trains"))
			.withMessageContaining("'trains'");
	}

	@Test
	void closeLeavesServicesThatOthersMade() {
		MerchantServices bikes = TestServices.of(TestServices.definition("bikes", BIKES, null),
				this.simulator.baseUrl());
		this.registry.add(bikes);
		MerchantServices taxis = add("taxis", TAXIS, null);
		this.registry.close();
		assertThat(this.registry.all()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> add("trains", TAXIS, null));
		assertThat(bikes.client().get("/v3/synthetic/x", byte[].class)).isNotEmpty();
		assertThatIllegalStateException().isThrownBy(() -> taxis.client().get("/v3/synthetic/x", byte[].class))
			.withMessageContaining("is closed");
		bikes.close();
	}

	@Test
	void removeLeavesServicesThatOthersMade() {
		MerchantServices bikes = TestServices.of(TestServices.definition("bikes", BIKES, null),
				this.simulator.baseUrl());
		this.registry.add(bikes);
		this.registry.remove("bikes");
		assertThat(this.registry.all()).isEmpty();
		assertThat(bikes.client().get("/v3/synthetic/x", byte[].class)).isNotEmpty();
		bikes.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "notify", "/a b", "/a/../b", "https://pay.example.com/notify" })
	void definitionWhenPathIsNotPlainFails(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> TestServices.definition("bikes", BIKES, path));
	}

	@Test
	@Tag("case-158")
	void addWhenSomethingIsAnotherMerchantsFailsAndMakesNothing() {
		AtomicInteger made = new AtomicInteger();
		try (MerchantRegistry counting = new MerchantRegistry((definition) -> {
			made.incrementAndGet();
			return TestServices.of(definition, this.simulator.baseUrl());
		})) {
			counting.add(TestServices.definition("bikes", BIKES, "/n"));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> counting.add(TestServices.definition("bikes", TAXIS, "/m")))
				.withMessage("Merchant 'bikes' has the name of merchant 'bikes'");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> counting.add(TestServices.definition("taxis", BIKES, "/m")))
				.withMessage("Merchant 'taxis' has the number of merchant 'bikes'");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> counting.add(TestServices.definition("taxis", TAXIS, "/n")))
				.withMessage("Merchant 'taxis' has the notification path of merchant 'bikes'");
			assertThat(made).hasValue(1);
			assertThatIllegalArgumentException().isThrownBy(() -> counting.add(counting.get("bikes")))
				.withMessage("Merchant 'bikes' has the name of merchant 'bikes'");
			assertThat(counting.all()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a_b", "密", "a/b", "a\n" })
	void definitionWhenNameIsUnfitFails(String name) {
		for (String unfit : new String[] { name, "x".repeat(65) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> TestServices.definition(unfit, BIKES, null))
				.withMessageStartingWith("The name of a merchant is 1 to 64");
		}
	}

	@Test
	void addAndRemoveAtRunTimeChangeWhatIsKnown() {
		MerchantServices first = add("bikes", BIKES, "/n");
		assertThat(first.client().get("/v3/synthetic/x", byte[].class)).isNotEmpty();
		this.registry.remove("bikes");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.get("bikes"));
		assertThat(this.registry.atNotificationPath("/n")).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> first.client().get("/v3/synthetic/x", byte[].class))
			.withMessage("The exchange of merchant '1900000109' is closed; nothing was sent");
		MerchantServices second = add("bikes", BIKES, "/n");
		assertThat(second.client().get("/v3/synthetic/x", byte[].class)).isNotEmpty();
		this.registry.close();
		assertThat(this.registry.all()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> second.client().get("/v3/synthetic/x", byte[].class));
	}

	/** Who is told that a call ended may wait for somebody who uses the registry. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void closingServicesKeepsNobodyFromTheRegistry(boolean all) throws Exception {
		this.simulator.answers().next(AnswerFault.held());
		CompletableFuture<Boolean> used = new CompletableFuture<>();
		MerchantRegistry closing = new MerchantRegistry(this::withOneConnection);
		ReactiveWechatPayClient client = closing.add(TestServices.definition("bikes", BIKES, null)).reactiveClient();
		client.get("/v3/synthetic/x", byte[].class).onErrorComplete().subscribe();
		while (this.simulator.requests().isEmpty()) {
			Thread.sleep(10);
		}
		client.get("/v3/synthetic/x", byte[].class)
			.doOnError((ex) -> used.complete(ends(() -> closing
				.add(TestServices.of(TestServices.definition("taxis", TAXIS, null), this.simulator.baseUrl())))))
			.onErrorComplete()
			.subscribe();
		if (all) {
			closing.close();
		}
		else {
			closing.remove("bikes");
		}
		assertThat(used).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
		closing.close();
	}

	private MerchantServices withOneConnection(MerchantDefinition definition) {
		ClientSettings settings = SimulatedExchange.settings(this.simulator.baseUrl())
			.withPool(new PoolSettings(1, 16, Duration.ofSeconds(9), Duration.ofSeconds(6), Duration.ofMinutes(1)));
		return new MerchantServices(definition, new SignedExchange(definition.merchant(), settings, Clock.systemUTC()),
				new NotificationVerifier(definition.merchant(), Clock.systemUTC(), TestPlatform.SKEW, Map.of()),
				MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC(), SignIntentRecorder.NONE);
	}

	private static boolean ends(Runnable use) {
		try {
			CompletableFuture.runAsync(use).handle((nothing, ex) -> true).get(3, TimeUnit.SECONDS);
			return true;
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	@Test
	void addWhenFactoryFailsKeepsWhatThereIs() {
		try (MerchantRegistry failing = new MerchantRegistry((definition) -> {
			throw new IllegalStateException("no");
		})) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> failing.add(TestServices.definition("bikes", BIKES, null)));
			assertThat(failing.all()).isEmpty();
		}
	}

	@Test
	@Tag("case-101")
	@Tag("case-163")
	void twoMerchantsWhenEverythingInterleavesDoNotMix() throws Exception {
		List<Side> sides = List.of(side("bikes", BIKES), side("taxis", TAXIS));
		AtomicInteger calls = new AtomicInteger();
		AtomicInteger accepted = new AtomicInteger();
		AtomicInteger rejected = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<CompletableFuture<Void>> runs = IntStream.range(0, THREADS)
				.mapToObj((thread) -> CompletableFuture.runAsync(() -> {
					int each = NOTIFICATIONS / CALLS;
					for (int i = 0; i < CALLS / THREADS; i++) {
						Side own = sides.get((thread + i) % 2);
						Side other = sides.get((thread + i + 1) % 2);
						call(own, thread * CALLS + i);
						calls.incrementAndGet();
						for (int n = 0; n < each; n++) {
							boolean right = n % 2 == 0;
							verify(own, right ? own : other);
							(right ? accepted : rejected).incrementAndGet();
						}
					}
				}, threads))
				.toList();
			for (CompletableFuture<Void> run : runs) {
				run.get(90, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		Map<String, Long> byMerchant = this.simulator.requests()
			.stream()
			.filter(ReceivedRequest::signatureAccepted)
			.collect(Collectors.groupingBy((request) -> request.mchid().orElseThrow(), Collectors.counting()));
		System.out.printf("%d calls %s, %d notifications accepted, %d of the other merchant rejected, %d threads%n",
				calls.get(), byMerchant, accepted.get(), rejected.get(), THREADS);
		assertThat(calls).hasValue(CALLS);
		assertThat(accepted.get() + rejected.get()).isEqualTo(CALLS / THREADS * THREADS * (NOTIFICATIONS / CALLS));
		// one more each opened the contract that all queries ask for
		assertThat(byMerchant).isEqualTo(Map.of("1900000109", CALLS / 2 + 1L, "1900000110", CALLS / 2 + 1L));
	}

	private static void call(Side side, int number) {
		if (number % 4 == 0) {
			MiniProgramSignSession session = side.services()
				.preEntrustSign()
				.miniProgram(request(side, "code" + number));
			assertThat(session.mchid()).isEqualTo(side.merchant().mchid());
			assertThat(session.serviceId()).isEqualTo(side.merchant().serviceId());
		}
		else {
			Contract contract = side.services().contracts().get(side.merchant().serviceId(), "shared");
			assertThat(contract.mchid()).isEqualTo(side.merchant().mchid());
			assertThat(contract.contractId()).isEqualTo(side.contractId());
			assertThat(contract.appid()).isEqualTo(side.merchant().appid());
		}
	}

	private static void verify(Side sender, Side receiver) {
		NotificationResult result = receiver.services()
			.notificationVerifier()
			.verify(sender.headers(), sender.notification().body());
		if (sender == receiver) {
			assertThat(result).isInstanceOf(Verified.class);
			assertThat(((Verified) result).notification().contractId()).contains(sender.contractId());
		}
		else {
			assertThat(result).isInstanceOf(Rejected.class);
			assertThat(((Rejected) result).rejection()).isEqualTo(Rejection.NOT_AUTHENTIC);
		}
	}

	private Side side(String name, SimulatedMerchant merchant) {
		MerchantServices services = add(name, merchant, "/" + name);
		Side bare = new Side(services, merchant, "",
				this.simulator.notifications().sign(merchant.mchid(), new byte[0]));
		services.preEntrustSign().miniProgram(request(bare, "shared"));
		this.simulator.confirm(merchant.mchid(), "shared");
		String contractId = this.simulator.session(merchant.mchid(), "shared").orElseThrow().contractId();
		return new Side(services, merchant, contractId, this.simulator.notifications()
			.build(this.simulator.notifications().draftOf(merchant.mchid(), "shared").build()));
	}

	private static MiniProgramSignRequest request(Side side, String code) {
		return MiniProgramSignRequest.builder()
			.outContractCode(code)
			.contractDisplayAccount("account of " + side.services().name())
			.openid("openid-of-" + side.services().name())
			.build();
	}

	private MerchantServices add(String name, SimulatedMerchant merchant, @Nullable String path) {
		return this.registry.add(TestServices.definition(name, merchant, path));
	}

	/**
	 * One merchant with a signed contract and its notification.
	 *
	 * @param services what it can do
	 * @param merchant its other half
	 * @param contractId the contract 'shared' at this merchant
	 * @param notification the notification of that contract
	 */
	private record Side(MerchantServices services, SimulatedMerchant merchant, String contractId,
			SignedNotification notification) {

		Function<String, List<String>> headers() {
			return this.notification.headers()::all;
		}

	}

}
