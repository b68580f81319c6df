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
import io.github.wechatpaycontract.faults.FaultProxy;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.channel.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.Disposables;
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

	private final FaultProxy proxy = FaultProxy.to(extension.simulator().baseUrl().getPort());

	private final ClientSettings settings = SimulatedExchange.settings(this.proxy.baseUrl());

	private final LoopResources one = LoopResources.create("one", 1, true);

	private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

	private final HttpTransport transport = new HttpTransport(this.settings, (client) -> client.runOn(this.one)
		.doOnChannelInit((observer, channel, address) -> this.channels.add(channel)));

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	private CountDownLatch over = new CountDownLatch(2);

	@BeforeEach
	void openTwoConnections() throws Exception {
		this.one.onClient(true).submit(() -> {
			subscribe("first", call(this::signature));
			subscribe("second", call(this::signature));
		}).sync();
		awaitBoth();
		assertThat(this.channels).hasSize(2);
		extension.simulator().reset();
		this.told.clear();
		this.over = new CountDownLatch(2);
	}

	@AfterEach
	void close() {
		this.transport.close();
		this.one.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		this.proxy.close();
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

	/** Until the connection is closed, which is on its way, nothing leaves it. */
	@Test
	void callThatIsGivenUpBeforeItsTurnSendsNothing() throws Exception {
		Attempt second = attempt();
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				second.giveUp();
				this.over.countDown();
				return signature();
			}));
			subscribe("second", call(second, this::signature));
		});
		awaitBoth();
		assertThat(this.told).containsExactly("first answered");
		assertThat(extension.simulator().requests()).hasSize(1);
	}

	@Test
	void callWhoseConnectionsAreClosedBeforeItsTurnFailsUnsigned() throws Exception {
		callBothAnd(this.transport::close);
		assertThat(this.told).containsExactlyInAnyOrder("first failed IOException", "second failed IOException");
	}

	@Test
	void callWhoseConnectionEndsBeforeItsTurnFailsUnsigned() throws Exception {
		callBothAnd(this.proxy::down);
		assertThat(this.channels).hasSize(2);
		assertThat(this.told).allMatch((told) -> told.matches("(first|second) failed .*")).hasSize(2);
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

	/** The second waits for its turn while the first is signed. */
	private void callBothAnd(Runnable whileTheFirstIsSigned) throws InterruptedException {
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				whileTheFirstIsSigned.run();
				return signature();
			}));
			subscribe("second", call(() -> {
				this.told.add("second signed");
				return signature();
			}));
		});
		awaitBoth();
	}

	/** And whatever their signatures have left to do. */
	private void awaitBoth() throws InterruptedException {
		assertThat(this.over.await(10, TimeUnit.SECONDS)).isTrue();
		this.one.onClient(true).schedule(() -> {
		}, 20, TimeUnit.MILLISECONDS).sync();
	}

	private Attempt attempt() {
		return new Attempt(new Host(this.settings.hosts().primary(), this.settings.hosts()));
	}

	private Mono<HttpAnswer> call(Supplier<RequestSignature> signer) {
		return call(attempt(), signer);
	}

	private Mono<HttpAnswer> call(Attempt attempt, Supplier<RequestSignature> signer) {
		return this.transport.send(POST, attempt, signer, Optional::empty);
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
