package io.github.wechatpaycontract.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.wechatpaycontract.TestServices;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.observation.RecordedObservations;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.PayRedirectSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WechatPayContracts}.
 */
class WechatPayContractsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.resendDelays(Duration.ofMillis(10)));

	private final BlockingQueue<ContractEvent> events = new LinkedBlockingQueue<>();

	private final BlockingQueue<ContractNotification> notifications = new LinkedBlockingQueue<>();

	private WechatPaySimulator simulator;

	private HttpServer server;

	private WechatPayContracts contracts;

	@BeforeEach
	void start() throws IOException {
		this.simulator = extension.simulator();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/notify", this::receive);
		this.server.start();
		this.contracts = builder().start();
	}

	@AfterEach
	void stop() {
		this.contracts.close();
		this.server.stop(0);
	}

	private WechatPayContracts.Builder builder() {
		String notifyUrl = "http://127.0.0.1:" + this.server.getAddress().getPort() + "/notify";
		return WechatPayContracts
			.builder(TestServices.definition(MerchantRegistry.DEFAULT, this.simulator.merchant(), null).merchant())
			.defaults(new PreEntrustSignDefaults(this.simulator.merchant().appid(),
					this.simulator.merchant().serviceId(), notifyUrl))
			.baseUrl(this.simulator.baseUrl())
			.onEvent(this.events::add)
			.handler(this.notifications::add);
	}

	private void receive(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		NotificationAnswer answer = this.contracts
			.receive((name) -> exchange.getRequestHeaders().getOrDefault(name, List.of()), body)
			.block(LIMIT);
		exchange.sendResponseHeaders(answer.status(), -1);
		exchange.close();
	}

	private MiniProgramSignSession open() {
		return this.contracts.ledger()
			.open((contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").contractDisplayAccount("Blue"));
	}

	@Test
	void contractIsSignedByItsNotification() throws Exception {
		String code = open().outContractCode();
		assertThat(this.contracts.ledger().find(code).orElseThrow().state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.simulator.confirm(code).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(this.events.take()).isInstanceOf(ContractSigned.class);
		assertThat(this.notifications.take().resource().outContractCode()).isEqualTo(code);
		assertThat(this.contracts.ledger().find(code).orElseThrow().isSigned()).isTrue();
		assertThat(this.contracts.reactiveLedger().find(code).block(LIMIT).isSigned()).isTrue();
	}

	@Test
	void otherSessionsAreWrittenDownToo() {
		this.contracts.merchant()
			.preEntrustSign()
			.payRedirect(PayRedirectSignRequest.builder()
				.outContractCode("code1")
				.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
				.contractDisplayAccount("Blue")
				.prepayId(this.simulator.issuePrepayId())
				.build());
		assertThat(this.contracts.ledger().find("code1").orElseThrow().state()).isEqualTo(LedgerState.PENDING);
	}

	@Test
	void forgedNotificationMovesNothing() throws Exception {
		String code = open().outContractCode();
		this.simulator.notifications().next(NotificationFault.bitFlip());
		Delivery delivery = this.simulator.confirm(code).get(10, TimeUnit.SECONDS);
		assertThat(delivery.status()).isEqualTo(204);
		assertThat(this.simulator.deliveries().get(0).status()).isEqualTo(401);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void failingListenerLeavesTheContractAsItWas() throws Exception {
		this.contracts.close();
		this.contracts = builder().onEvent((event) -> {
			throw new IllegalStateException("no");
		}).start();
		String code = open().outContractCode();
		assertThat(this.simulator.confirm(code).get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
		assertThat(this.contracts.ledger().find(code).orElseThrow().state()).isEqualTo(LedgerState.PENDING);
	}

	@Test
	void meaningOfAnEventTypeIsTheGivenOne() throws Exception {
		this.contracts.close();
		this.contracts = builder().outContractCodes(() -> "mine")
			.eventTypes(Map.of("ENTRUST.SIGN", NotificationKind.OTHER))
			.start();
		assertThat(open().outContractCode()).isEqualTo("mine");
		this.simulator.confirm("mine").get(10, TimeUnit.SECONDS);
		assertThat(this.events).isEmpty();
		assertThat(this.contracts.ledger().find("mine").orElseThrow().state()).isEqualTo(LedgerState.PENDING);
	}

	@Test
	void whatFailsTooOftenIsParkedInAStoreThatLasts() throws Exception {
		this.contracts.close();
		this.contracts = builder().store(DurableStore.create())
			.inbox(new LedgerSettings(UnknownContracts.PARK, false, 1))
			.handler((notification) -> {
				throw new IllegalStateException("no");
			})
			.start();
		assertThat(this.simulator.confirm(open().outContractCode()).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(this.contracts.parked().list(10)).hasSize(1);
	}

	@Test
	void callsAndNotificationsAreObserved() throws Exception {
		RecordedObservations observations = new RecordedObservations();
		this.contracts.close();
		AtomicReference<Observation> seen = new AtomicReference<>();
		this.contracts = builder().observationRegistry(observations.registry())
			.handler((notification) -> seen.set(observations.registry().getCurrentObservation()))
			.start();
		this.simulator.confirm(open().outContractCode()).get(10, TimeUnit.SECONDS);
		assertThat(observations.stopped()).extracting(Observation.Context::getName)
			.contains("wechatpay.calls", "wechatpay.notifications");
		assertThat(seen.get().getContext().getName()).isEqualTo("wechatpay.notifications");
	}

	@Test
	void nothingHappensAfterClose() {
		this.contracts.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(this::open);
		assertThat(this.contracts.receive((name) -> List.of(), new byte[0]).block(LIMIT))
			.isEqualTo(NotificationAnswer.BUSY);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void strangeHostIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().baseUrl(URI.create("https://pay.example.com")));
	}

}
