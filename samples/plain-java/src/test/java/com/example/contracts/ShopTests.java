package com.example.contracts;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shop} against the simulator.
 */
class ShopTests {

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private final BlockingQueue<ContractEvent> events = new LinkedBlockingQueue<>();

	private WechatPaySimulator simulator;

	private Shop shop;

	private String code;

	@BeforeEach
	void open() throws Exception {
		this.simulator = extension.simulator();
		this.shop = start(this.events::add);
		this.code = this.shop.open("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "Blue bicycle 17").outContractCode();
	}

	@AfterEach
	void close() {
		this.shop.close();
	}

	@Test
	void notificationSignsTheContract() throws Exception {
		assertThat(this.simulator.confirm(this.code).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(this.events.poll(10, TimeUnit.SECONDS)).isInstanceOf(ContractSigned.class);
		assertThat(this.shop.contract(this.code).isSigned()).isTrue();
	}

	@Test
	void forgedNotificationIsRefused() throws Exception {
		this.simulator.confirm(this.code).get(10, TimeUnit.SECONDS);
		int status = this.simulator.notifications()
			.send(this.simulator.notifications().draftOf(this.code).fault(NotificationFault.bitFlip()).build())
			.get(10, TimeUnit.SECONDS)
			.status();
		assertThat(status).isEqualTo(401);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void whatIsNoNotificationIsRefused() throws Exception {
		assertThat(send("GET", BodyPublishers.noBody())).isEqualTo(405);
		assertThat(send("POST", BodyPublishers.noBody())).isEqualTo(401);
		assertThat(send("POST", BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]))).isEqualTo(413);
		assertThat(this.shop.contract(this.code).state()).isEqualTo(LedgerState.PENDING);
	}

	@Test
	void slowSenderIsCutOff() throws Exception {
		try (Socket socket = new Socket("localhost", this.shop.notifyUrl().getPort())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write("POST /wechatpay/contract/notify HTTP/1.1\r\nHost: shop\r\nContent-Length: 9\r\n\r\nslow"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void notificationIsAnsweredThoughTheShopCloses() throws Exception {
		CompletableFuture<Delivery> delivery;
		try (Shop closing = start((event) -> {
			this.events.add(event);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
		})) {
			delivery = this.simulator
				.confirm(closing.open("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "Blue bicycle 18").outContractCode());
			assertThat(this.events.poll(10, TimeUnit.SECONDS)).isInstanceOf(ContractSigned.class);
		}
		assertThat(delivery.get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
	}

	private Shop start(Consumer<ContractEvent> listener) throws Exception {
		return Shop.start(PlainJava.merchant(this.simulator.merchant()), this.simulator.merchant().appid(),
				this.simulator.merchant().serviceId(), 0, this.simulator.baseUrl(), listener);
	}

	private int send(String method, BodyPublisher body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(this.shop.notifyUrl()).method(method, body).build(),
					HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

}
