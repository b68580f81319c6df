package io.github.wechatpaycontract.boot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedSession;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two merchants in one application: each calls with its own keys and hears of its own
 * contracts, at a path of its own.
 */
@Timeout(120)
abstract class AbstractSeveralMerchantsTests extends AbstractEndpointTests {

	private static final String TAXIS_PATH = "/wechatpay/taxis/notify";

	private static final String TRAINS_PATH = "/wechatpay/trains/notify";

	private static final int THREADS = 16;

	private static final int ROUNDS = 10;

	private static final Map<String, SimulatedMerchant> MERCHANTS = Map.of(MerchantRegistry.DEFAULT,
			TestMerchants.MERCHANT, "taxis", TestMerchants.OTHER);

	@RegisterExtension
	static final SimulatorExtension realTime = SimulatorExtension
		.with((simulator) -> simulator.merchant(TestMerchants.MERCHANT)
			.merchant(TestMerchants.OTHER)
			.merchant(TestMerchants.THIRD)
			.resendDelays());

	private final int port = freePort();

	@Override
	WechatPaySimulator simulator() {
		return realTime.simulator();
	}

	@Override
	Class<?> applicationClass() {
		return SigningApplication.class;
	}

	@Override
	String[] settings() {
		List<String> settings = new ArrayList<>();
		settings.add("server.port=" + this.port);
		settings.add("wechatpay.contract.notify-url=" + url(PATH));
		TestMerchants.furtherProperties("taxis", TestMerchants.OTHER, url(TAXIS_PATH))
			.forEach((name, value) -> settings.add(name + "=" + value));
		return settings.toArray(new String[0]);
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MerchantRegistry registry() {
		return this.application.bean(MerchantRegistry.class);
	}

	private SimulatedSession open(String name) {
		return open(this.application, name);
	}

	private SimulatedSession open(RunningApplication application, String name) {
		String code = application.bean(OutContractCodeGenerator.class).next();
		MerchantServices merchant = application.bean(MerchantRegistry.class).get(name);
		merchant.preEntrustSign()
			.miniProgram(MiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("Blue bicycle 17")
				.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
				.build());
		return simulator().session(merchant.merchant().mchid(), code).orElseThrow();
	}

	private String signed(String name) throws Exception {
		SimulatedSession session = open(name);
		String mchid = MERCHANTS.get(name).mchid();
		assertThat(simulator().confirm(mchid, session.outContractCode()).get(30, TimeUnit.SECONDS).status())
			.isEqualTo(204);
		return session.outContractCode();
	}

	private ContractNotification notificationOf(String code) {
		return handler().notifications()
			.stream()
			.filter((notification) -> notification.outContractCode().equals(code))
			.reduce((first, second) -> {
				throw new AssertionError("handled twice: " + first);
			})
			.orElseThrow();
	}

	@Test
	void eachMerchantCallsAndIsNotifiedWithItsOwnKeys() throws Exception {
		for (String name : MERCHANTS.keySet()) {
			ContractNotification notification = notificationOf(signed(name));
			assertThat(notification.mchid()).isEqualTo(MERCHANTS.get(name).mchid());
			assertThat(notification.resource().mchid()).isEqualTo(MERCHANTS.get(name).mchid());
			assertThat(notification.resource().appid()).isEqualTo(MERCHANTS.get(name).appid());
		}
	}

	@Test
	void appidIsSharedUnlessSet() {
		try (RunningApplication shared = RunningApplication.start(stack(), applicationClass(), simulator(),
				TestMerchants.furtherProperties("trains", TestMerchants.THIRD, url(TRAINS_PATH))
					.entrySet()
					.stream()
					.filter((property) -> !property.getKey().endsWith(".appid"))
					.map((property) -> property.getKey() + "=" + property.getValue())
					.toArray(String[]::new))) {
			SimulatedSession session = open(shared, "trains");
			assertThat(session.mchid()).isEqualTo(TestMerchants.THIRD.mchid());
			assertThat(session.appid()).isEqualTo(TestMerchants.MERCHANT.appid());
			assertThat(session.notifyUrl()).isEqualTo(url(TRAINS_PATH));
		}
	}

	@Test
	@Tag("case-101")
	@Tag("case-163")
	void notificationAtThePathOfAnotherMerchantIsRefused() {
		SignedNotification own = notificationTo(TestMerchants.MERCHANT);
		SignedNotification others = notificationTo(TestMerchants.OTHER);
		assertRefused(send(RawRequest.post(TAXIS_PATH, own)));
		assertRefused(send(RawRequest.post(PATH, others)));
		assertAcknowledged(send(RawRequest.post(PATH, own)));
		assertAcknowledged(send(RawRequest.post(TAXIS_PATH, others)));
		assertThat(handler().notifications()).extracting(ContractNotification::mchid)
			.containsExactly(TestMerchants.MERCHANT.mchid(), TestMerchants.OTHER.mchid());
	}

	@Test
	@Tag("case-90")
	void notificationThatSpeaksOfAnotherMerchantMovesNothing() {
		String plaintext = plaintext(CODE).replace(TestMerchants.MERCHANT.mchid(), TestMerchants.OTHER.mchid());
		assertAcknowledged(send(build((draft) -> draft.plaintext(plaintext))));
		assertThat(handler().notifications()).isEmpty();
		assertThat(handler().others()).singleElement()
			.satisfies((notification) -> assertThat(notification.mchid()).isEqualTo(TestMerchants.MERCHANT.mchid()));
	}

	@Test
	@Tag("case-163")
	void interleavedFromManyThreadsNothingMixes() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> parts = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				String name = (i % 2 == 0) ? MerchantRegistry.DEFAULT : "taxis";
				parts.add(threads.submit(() -> {
					for (int round = 0; round < ROUNDS; round++) {
						String code = signed(name);
						assertThat(notificationOf(code).mchid()).isEqualTo(MERCHANTS.get(name).mchid());
					}
					return null;
				}));
			}
			for (Future<?> part : parts) {
				part.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(handler().notifications()).hasSize(THREADS * ROUNDS);
	}

	@Test
	void merchantCanBeAddedAndRemovedWhileRunning() {
		SignedNotification notification = notificationTo(TestMerchants.THIRD);
		assertNotTheEndpoint(send(RawRequest.post(TRAINS_PATH, notification)));
		registry().add(new MerchantDefinition("trains", merchant(TestMerchants.THIRD), new PreEntrustSignDefaults(
				TestMerchants.THIRD.appid(), TestMerchants.THIRD.serviceId(), url(TRAINS_PATH)), TRAINS_PATH));
		assertThat(open("trains").notifyUrl()).isEqualTo(url(TRAINS_PATH));
		assertAcknowledged(send(RawRequest.post(TRAINS_PATH, notification)));
		registry().remove("trains");
		assertNotTheEndpoint(send(RawRequest.post(TRAINS_PATH, notification)));
		assertThat(handler().notifications()).hasSize(1);
	}

	private SignedNotification notificationTo(SimulatedMerchant merchant) {
		return build((draft) -> draft.mchid(merchant.mchid())
			.plaintext(plaintext(CODE).replace(TestMerchants.MERCHANT.mchid(), merchant.mchid())));
	}

	private static void assertNotTheEndpoint(RawResponse response) {
		assertThat(response.status()).isIn(401, 403, 404);
		assertThat(response.text()).doesNotContain("not authentic");
	}

	private static Merchant merchant(SimulatedMerchant simulated) {
		return Merchant.builder(simulated.mchid())
			.certificateSerialNumber(simulated.certificateSerialNumber())
			.privateKey(PrivateKeys.read(bytes(simulated.privateKeyPem()), null))
			.platformKey(
					PlatformKey.publicKey(simulated.publicKeyId(), PublicKeys.read(bytes(simulated.publicKeyPem()))))
			.apiV3Key(ApiV3Key.of(simulated.apiV3Key()))
			.build();
	}

	private static byte[] bytes(String pem) {
		return pem.getBytes(StandardCharsets.US_ASCII);
	}

}
