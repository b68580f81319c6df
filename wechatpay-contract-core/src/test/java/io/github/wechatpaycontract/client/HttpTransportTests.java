package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On one event loop, so that the second of two calls waits until the first is signed.
 */
@Timeout(30)
class HttpTransportTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final ApiRequest POST = ApiRequest.post("/v3/x", Map.of("a", "b"), List.of());

	private final Merchant merchant = TestPlatform.merchant();

	private final ClientSettings settings = SimulatedExchange.settings(extension.simulator().baseUrl());

	private final LoopResources one = LoopResources.create("one", 1, true);

	private final HttpTransport transport = new HttpTransport(this.settings, (client) -> client.runOn(this.one));

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	private final CountDownLatch over = new CountDownLatch(2);

	@BeforeEach
	void openTwoConnections() {
		Flux.range(0, 2).flatMap((i) -> call(this::signature)).blockLast(LIMIT);
	}

	@AfterEach
	void close() {
		this.transport.close();
		this.one.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
	}

	@Test
	void callThatIsCancelledBeforeItsTurnIsNotSigned() throws Exception {
		Disposable.Swap second = Disposables.swap();
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				second.dispose();
				return signature();
			}));
			second.update(subscribe("second", call(() -> {
				this.told.add("second signed");
				return signature();
			})));
		});
		awaitBoth();
		assertThat(this.told).containsExactlyInAnyOrder("first answered", "second cancelled");
	}

	@Test
	void callWhoseConnectionsAreClosedBeforeItsTurnFailsUnsigned() throws Exception {
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				this.transport.close();
				return signature();
			}));
			subscribe("second", call(() -> {
				this.told.add("second signed");
				return signature();
			}));
		});
		awaitBoth();
		assertThat(this.told).containsExactlyInAnyOrder("first failed IOException", "second failed IOException");
	}

	@Test
	void callThatCannotBeSignedFailsAndTheNextIsSigned() throws Exception {
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				throw new IllegalStateException("no key");
			}));
			subscribe("second", call(this::signature));
		});
		awaitBoth();
		assertThat(this.told).containsExactlyInAnyOrder("first failed IllegalStateException", "second answered");
	}

	/** And whatever their signatures have left to do. */
	private void awaitBoth() throws InterruptedException {
		assertThat(this.over.await(10, TimeUnit.SECONDS)).isTrue();
		this.one.onClient(true).schedule(() -> {
		}, 20, TimeUnit.MILLISECONDS).sync();
	}

	private Mono<HttpAnswer> call(Supplier<RequestSignature> signer) {
		Attempt attempt = new Attempt(new Host(this.settings.hosts().primary(), this.settings.hosts()));
		return this.transport.send(POST, attempt, signer, Optional::empty).doOnError((ex) -> attempt.giveUp());
	}

	private Disposable subscribe(String name, Mono<HttpAnswer> call) {
		return call.doOnSuccess((answer) -> this.told.add(name + " answered"))
			.doOnError((ex) -> this.told.add(name + " failed " + ex.getClass().getSimpleName()))
			.doOnCancel(() -> this.told.add(name + " cancelled"))
			.doFinally((signal) -> this.over.countDown())
			.onErrorComplete(IOException.class)
			.onErrorComplete(IllegalStateException.class)
			.subscribe();
	}

	private RequestSignature signature() {
		return this.merchant.sign("POST", "/v3/x", System.currentTimeMillis() / 1000,
				"0123456789abcdef0123456789abcdef", POST.body());
	}

}
