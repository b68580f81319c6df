package io.github.wechatpaycontract.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationReceiver}.
 */
class NotificationReceiverTests {

	private static final NotificationVerifier VERIFIER = new NotificationVerifier(TestPlatform.merchant(),
			TestPlatform.clock(1), TestPlatform.SKEW, Map.of());

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final String PLAINTEXT = TestPlatform.SIGNED;

	private final TestMessage signed = TestPlatform.notification("ENTRUST.SIGN", PLAINTEXT);

	private final TestMessage other = TestPlatform.notification("SECURITY_ECHO.SUCCESS",
			"{\"echo_message\":\"hello\"}");

	private final List<NotificationReceiver> receivers = new ArrayList<>();

	private final LogCapture log = LogCapture.start(Level.TRACE);

	@AfterEach
	void close() {
		this.receivers.forEach(NotificationReceiver::close);
		this.log.stop();
	}

	@Test
	void receiveWhenHandlersReturnCallsThemInOrderAndAcknowledges() {
		List<String> calls = Collections.synchronizedList(new ArrayList<>());
		NotificationReceiver receiver = receiver(
				List.of((notification) -> calls.add("first " + notification.outContractCode()),
						(notification) -> calls.add("second " + notification.kind())),
				List.of((notification) -> Mono.fromRunnable(() -> calls.add("third")),
						(notification) -> Mono.fromRunnable(() -> calls.add("fourth"))));
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(calls).containsExactly("first wxwtdk20200910100000", "second SIGNED", "third", "fourth");
	}

	@Test
	void receiveWhenOneHandlerFailsCallsNoFurtherOne() {
		List<String> calls = Collections.synchronizedList(new ArrayList<>());
		NotificationReceiver receiver = receiver(List.of((notification) -> calls.add("first"), (notification) -> {
			throw new IllegalStateException("no");
		}, (notification) -> calls.add("third")),
				List.of((notification) -> Mono.fromRunnable(() -> calls.add("fourth"))));
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(calls).containsExactly("first");
	}

	static Stream<Throwable> failures() {
		return Stream.of(new Exception("checked"), new IllegalStateException("unchecked"), new InterruptedException(),
				new StackOverflowError(), new OutOfMemoryError("not really"), new NoClassDefFoundError("a/B"),
				new AssertionError("assertion"), new ExceptionInInitializerError("x"), new TimeoutException("own"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void receiveWhenBlockingHandlerThrowsAnythingFailsAtOnce(Throwable failure) {
		NotificationReceiver receiver = receiver(List.of((notification) -> sneak(failure)), List.of());
		long start = System.nanoTime();
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(this.log.messages(Level.ERROR)).hasSize(1)
			.allMatch((line) -> line.contains("was not handled; WeChat Pay will send it again"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void receiveWhenReactiveHandlerThrowsOrSignalsAnythingFailsAtOnce(Throwable failure) {
		NotificationReceiver thrower = receiver(List.of(), List.of((notification) -> sneak(failure)));
		NotificationReceiver signaller = receiver(List.of(), List.of((notification) -> Mono.error(failure)));
		long start = System.nanoTime();
		assertThat(receive(thrower, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(receive(signaller, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void receiveWhenReactiveHandlerReturnsNullFails() {
		assertThat(receive(receiver(List.of(), List.of((notification) -> null)), this.signed))
			.isEqualTo(NotificationAnswer.FAILED);
	}

	@Test
	void receiveWhenHandlerOfOthersThrowsFails() {
		NotificationReceiver receiver = receiver(List.of(new ContractNotificationHandler() {

			@Override
			public void handle(ContractNotification notification) {
			}

			@Override
			public void handleOther(ContractNotification notification) throws Exception {
				throw new Exception("no");
			}

		}), List.of());
		assertThat(receive(receiver, this.other)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
	}

	@Test
	void receiveWhenHandlerIsSlowFailsWithinTheBudget() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		NotificationReceiver receiver = receiver(Duration.ofMillis(300), List.of((notification) -> {
			try {
				never.await(30, TimeUnit.SECONDS);
				interrupted.complete(false);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
			}
		}), List.of());
		long start = System.nanoTime();
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290),
				Duration.ofSeconds(3));
		assertThat(this.log.messages(Level.ERROR))
			.anyMatch((line) -> line.contains("was given up before its handlers were done"))
			.anyMatch((line) -> line.contains("refused (late)"));
		assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(receive(receiver(Duration.ofMillis(300), List.of(), List.of((notification) -> Mono.never())),
				this.signed))
			.isEqualTo(NotificationAnswer.FAILED);
	}

	@Test
	@Tag("case-61")
	void receiveWhenMoreComesThanFitsIsBusyAndRecovers() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		NotificationReceiver receiver = receiver(Duration.ofSeconds(20),
				List.of((notification) -> release.await(20, TimeUnit.SECONDS)), List.of());
		List<CompletableFuture<NotificationAnswer>> answers = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			answers.add(receiver.receive(VERIFIER, this.signed::header, this.signed.body()).toFuture());
		}
		CompletableFuture<?> busy = CompletableFuture.anyOf(answers.stream()
			.map((answer) -> answer.thenCompose((value) -> (value == NotificationAnswer.BUSY)
					? CompletableFuture.completedFuture(value) : new CompletableFuture<NotificationAnswer>()))
			.toArray(CompletableFuture[]::new));
		assertThat(busy.get(10, TimeUnit.SECONDS)).isEqualTo(NotificationAnswer.BUSY);
		release.countDown();
		for (CompletableFuture<NotificationAnswer> answer : answers) {
			assertThat(answer.get(20, TimeUnit.SECONDS)).isIn(NotificationAnswer.BUSY, NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
	}

	@Test
	void receiveWhenClosedIsBusy() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		receiver.close();
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.BUSY);
		assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.BUSY);
		assertThat(this.log.messages(Level.WARN)).singleElement().asString().contains("refused (busy)");
	}

	@Test
	void receiveWhenInboxFailsSaysThatItWasNotHandled() {
		try (NotificationReceiver failing = new NotificationReceiver(
				(delivery) -> Mono.error(new IllegalStateException("no database")), LIMIT)) {
			assertThat(receive(failing, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		}
		assertThat(this.log.messages(Level.ERROR)).singleElement().asString().contains("was not handled");
	}

	@Test
	@Tag("case-76")
	void receiveWhenItIsNeitherHandsItToHandleOtherAndAcknowledges() {
		List<String> calls = Collections.synchronizedList(new ArrayList<>());
		ContractNotificationHandler blocking = new ContractNotificationHandler() {

			@Override
			public void handle(ContractNotification notification) {
				calls.add("handle");
			}

			@Override
			public void handleOther(ContractNotification notification) {
				calls.add("other " + notification.eventType());
			}

		};
		ReactiveContractNotificationHandler reactive = new ReactiveContractNotificationHandler() {

			@Override
			public Mono<Void> handle(ContractNotification notification) {
				return Mono.fromRunnable(() -> calls.add("handle"));
			}

			@Override
			public Mono<Void> handleOther(ContractNotification notification) {
				return Mono.fromRunnable(() -> calls.add("reactive other"));
			}

		};
		assertThat(receive(receiver(List.of(blocking), List.of(reactive)), this.other))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(calls).containsExactly("other SECURITY_ECHO.SUCCESS", "reactive other");
		assertThat(receive(receiver(List.of((n) -> calls.add("no")), List.of((n) -> Mono.empty())), this.other))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(receive(receiver(List.of(), List.of()), this.other)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(calls).hasSize(2);
	}

	@Test
	void receiveWhenThereIsNoHandlerFails() {
		assertThat(receive(receiver(List.of(), List.of()), this.signed)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.log.messages(Level.ERROR)).singleElement()
			.asString()
			.contains("no ContractNotificationHandler");
	}

	@Test
	void receiveWhenSubscribedOnAnEventLoopLeavesIt() throws Exception {
		AtomicReference<String> blockingThread = new AtomicReference<>("");
		AtomicReference<String> headerThread = new AtomicReference<>("");
		AtomicReference<String> mayBlock = new AtomicReference<>("");
		NotificationReceiver receiver = receiver(List.of((notification) -> {
			blockingThread.set(Thread.currentThread().getName());
			mayBlock.set(Schedulers.isInNonBlockingThread() + Mono.delay(Duration.ofMillis(1)).block(LIMIT).toString());
		}), List.of());
		NioEventLoopGroup loops = new NioEventLoopGroup(1);
		try {
			CompletableFuture<NotificationAnswer> answer = new CompletableFuture<>();
			loops.execute(() -> receiver.receive(VERIFIER, (name) -> {
				headerThread.set(Thread.currentThread().getName());
				return this.signed.header(name);
			}, this.signed.body()).subscribe(answer::complete));
			assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		finally {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
		}
		assertThat(blockingThread.get()).startsWith("wechatpay-notification");
		assertThat(headerThread.get()).startsWith("wechatpay-notification");
		assertThat(mayBlock.get()).startsWith("false");
	}

	@Test
	@Tag("case-62")
	@Tag("case-48")
	void receiveWhenNotAuthenticAnswersTheSameWhateverTheReason() {
		NotificationReceiver receiver = receiver(List.of((notification) -> {
			throw new AssertionError("called");
		}), List.of());
		String signature = this.signed.first(TestMessage.SIGNATURE);
		List<TestMessage> refused = List.of(this.signed.without(TestMessage.NONCE),
				this.signed.with(TestMessage.SIGNATURE, signature, signature),
				this.signed.with(TestMessage.TIMESTAMP, "abc"), this.signed.with(TestMessage.TYPE, "NONE"),
				this.signed.with(TestMessage.TIMESTAMP, "1724890000"), this.signed.with(TestMessage.SERIAL, "ABC"),
				this.signed.with(TestMessage.SERIAL, TestPlatform.MERCHANT_SERIAL),
				this.signed.with(TestMessage.SIGNATURE, "WECHATPAY/SIGNTEST/" + signature),
				this.signed.with(TestMessage.SIGNATURE, "x"), this.signed.withBody(""), this.signed.withBody("{"),
				new TestMessage(Map.of(), new byte[0]));
		for (TestMessage message : refused) {
			NotificationAnswer answer = receive(receiver, message);
			assertThat(answer).isSameAs(NotificationAnswer.NOT_AUTHENTIC);
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.body()).asString().isEqualTo("{\"code\":\"FAIL\",\"message\":\"not authentic\"}");
		}
	}

	@Test
	@Tag("case-48")
	void receiveWhenSignatureIsAProbeLogsInfoOnly() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		TestMessage probe = Vectors.message(Vectors.find("notifications", "N7"));
		assertThat(receive(receiver, probe)).isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
		assertThat(this.log.events()).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO);
		assertThat(this.log.messages(Level.INFO)).singleElement().asString().contains("(probe)");
	}

	@Test
	@Tag("case-38")
	void receiveWhenHeadersAreHostileLogsNothingOfThem() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		for (String name : List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL, TestMessage.SIGNATURE,
				TestMessage.TYPE)) {
			for (String text : new String[] { "canary\r\nforged line", "\u001b[31mcanary", "canary\u0000", "canary密",
					"canary" + "x".repeat(10_000) }) {
				assertThat(receive(receiver, this.signed.with(name, text))).isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
			}
		}
		assertThat(this.log.events()).isNotEmpty()
			.allSatisfy((event) -> assertThat(event.getFormattedMessage())
				.doesNotContain("canary", "forged", "\r", "\n", "\u001b")
				.hasSizeLessThan(400));
	}

	@Test
	@Tag("case-43")
	void receiveWhenForgedOftenLogsOneLinePerReason() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		for (int i = 0; i < 500; i++) {
			assertThat(receive(receiver, this.signed.with(TestMessage.SERIAL, "PUB_KEY_ID_" + i)))
				.isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
		}
		assertThat(this.log.events()).hasSize(1);
	}

	@Test
	@Tag("case-86")
	void receiveWhenItCannotBeOpenedFailsWithAnAlarm() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		TestMessage n8 = Vectors.message(Vectors.find("notifications", "N8"));
		assertThat(receive(receiver, n8)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.log.messages(Level.ERROR)).singleElement().asString().contains("APIv3 key");
	}

	@Test
	@Tag("case-66")
	void receiveWhenMalformedIsA400() {
		NotificationAnswer answer = receive(receiver(List.of(), List.of()), TestPlatform.sign("[]"));
		assertThat(answer).isEqualTo(NotificationAnswer.MALFORMED);
		assertThat(answer.status()).isEqualTo(400);
	}

	@Test
	void receiveWhenHeadersThrowFailsAndSaysSo() {
		NotificationReceiver receiver = receiver(List.of(), List.of());
		assertThat(receiver.receive(VERIFIER, (name) -> {
			throw new IllegalStateException("request recycled");
		}, new byte[0]).block(LIMIT)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.log.messages(Level.ERROR)).hasSize(1);
	}

	@Test
	void answerWhenAcknowledgedIsEmpty() {
		assertThat(NotificationAnswer.ACKNOWLEDGED.status()).isEqualTo(204);
		assertThat(NotificationAnswer.ACKNOWLEDGED.body()).isEmpty();
		assertThat(Arrays.stream(NotificationAnswer.values()).mapToInt(NotificationAnswer::status)).containsExactly(204,
				400, 401, 413, 500, 503);
	}

	private NotificationReceiver receiver(List<ContractNotificationHandler> blocking,
			List<ReactiveContractNotificationHandler> reactive) {
		return receiver(Duration.ofSeconds(4), blocking, reactive);
	}

	private NotificationReceiver receiver(Duration budget, List<ContractNotificationHandler> blocking,
			List<ReactiveContractNotificationHandler> reactive) {
		NotificationReceiver receiver = new NotificationReceiver(
				new UnrecordedInbox(new NotificationHandlers(blocking, reactive)), budget);
		this.receivers.add(receiver);
		return receiver;
	}

	private static NotificationAnswer receive(NotificationReceiver receiver, TestMessage message) {
		try {
			return receiver.receive(VERIFIER, message::header, message.body())
				.toFuture()
				.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Throwable> T sneak(Throwable failure) throws X {
		throw (X) failure;
	}

}
