package io.github.wechatpaycontract.boot.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.boot.web.HandlerApplication.Steps;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler does decides the answer.
 */
@Timeout(60)
@Tag("any-line")
abstract class AbstractHandlerTests extends AbstractEndpointTests {

	@RegisterExtension
	static final SimulatorExtension realTime = SimulatorExtension
		.with((simulator) -> simulator.merchant(TestMerchants.MERCHANT));

	@Override
	WechatPaySimulator simulator() {
		return realTime.simulator();
	}

	@Override
	Class<?> applicationClass() {
		return HandlerApplication.class;
	}

	@Override
	String[] settings() {
		return new String[] { "wechatpay.notification.handler-timeout=3s", "server.tomcat.threads.max=500",
				"spring.security.user.password=secret" };
	}

	@BeforeEach
	void clearSteps() {
		steps().clear();
	}

	private Steps steps() {
		return this.application.bean(Steps.class);
	}

	private SignedNotification about(String code) {
		return build((draft) -> draft.plaintext(plaintext(code)));
	}

	@Test
	void handlersAreCalledInOrderBlockingOnesFirstNeverOnAnEventLoop() {
		assertAcknowledged(send(about("all1")));
		assertThat(steps().steps()).containsExactly("first", "second", "reactive");
		assertThat(steps().nonBlocking()).containsExactly(false, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "checked", "unchecked", "error", "memory", "stack" })
	void handlerThatThrowsIsNotAcknowledged(String code) {
		assertNotHandled(send(about(code)));
		assertThat(steps().steps()).containsExactly("first", "second");
		assertAcknowledged(send(about("then")));
	}

	@Test
	void reactiveHandlerThatFailsIsNotAcknowledged() {
		assertNotHandled(send(about("reactiveError")));
		assertThat(steps().steps()).containsExactly("first", "second", "reactive");
	}

	private void assertNotHandled(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(500);
		assertThat(response.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"not handled\"}");
	}

	@Test
	void handlerThatTakesTooLongIsNotAcknowledged() {
		long start = System.nanoTime();
		assertNotHandled(send(about("wait1")));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2),
				Duration.ofMillis(4500));
		steps().open();
		assertThat(steps().steps()).containsExactly("first", "second");
	}

	@Test
	void otherNotificationIsAcknowledgedWithoutHandling() {
		assertAcknowledged(send(build((draft) -> draft.eventType("SECURITY_ECHO.SUCCESS").plaintext("{}"))));
		assertThat(steps().steps()).isEmpty();
		assertThat(handler().others()).hasSize(1);
	}

	@Test
	void withoutHandlerNothingIsAcknowledgedButOther() {
		try (RunningApplication silent = RunningApplication.start(stack(), SilentApplication.class, simulator())) {
			assertNotHandled(silent.send(RawRequest.post(PATH, about("nobody"))));
			assertAcknowledged(silent.send(
					RawRequest.post(PATH, build((draft) -> draft.eventType("SECURITY_ECHO.SUCCESS").plaintext("{}")))));
		}
	}

	@Test
	@Tag("case-61")
	void floodIsAnsweredBusyAndTheApplicationGoesOn() throws Exception {
		ExecutorService clients = Executors.newCachedThreadPool();
		try {
			SignedNotification slow = about("wait2");
			List<CompletableFuture<RawResponse>> answers = new ArrayList<>();
			for (int i = 0; i < 330; i++) {
				answers.add(CompletableFuture.supplyAsync(() -> send(slow), clients));
			}
			RawResponse busy = (RawResponse) CompletableFuture.anyOf(answers.toArray(new CompletableFuture<?>[0]))
				.get(10, TimeUnit.SECONDS);
			assertThat(busy.status()).isEqualTo(503);
			assertThat(busy.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"busy\"}");
			assertGreeted();
			steps().open();
			for (CompletableFuture<RawResponse> answer : answers) {
				assertThat(answer.get(10, TimeUnit.SECONDS).status()).isIn(204, 500, 503);
			}
		}
		finally {
			steps().open();
			clients.shutdownNow();
		}
		assertAcknowledged(send(about("after")));
	}

	@Test
	@Tag("case-61")
	void forgeriesOfAKnownSerialDoNotStopTheApplication() throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(16);
		try {
			SignedNotification forged = spoilt(NotificationFault.wrongSignature());
			List<CompletableFuture<RawResponse>> answers = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				answers.add(CompletableFuture.supplyAsync(() -> send(forged), clients));
			}
			assertGreeted();
			assertAcknowledged(send(about("genuine")));
			for (CompletableFuture<RawResponse> answer : answers) {
				assertThat(answer.get(10, TimeUnit.SECONDS).status()).isIn(401, 503);
			}
		}
		finally {
			clients.shutdownNow();
		}
		assertThat(handler().notifications()).hasSize(1);
	}

	private void assertGreeted() {
		String credentials = Base64.getEncoder().encodeToString("user:secret".getBytes());
		RawResponse response = send(RawRequest.of("GET", "/hello").with("Authorization: Basic " + credentials));
		assertThat(response.status()).as(response.text()).isEqualTo(200);
	}

}
