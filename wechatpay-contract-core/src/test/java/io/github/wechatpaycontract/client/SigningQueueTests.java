package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.Connection;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class SigningQueueTests {

	private static final int LOOPS = 3;

	private final EventLoopGroup loops = new DefaultEventLoopGroup(LOOPS);

	private final SigningQueue queue = new SigningQueue(this.loops);

	private final Queue<String> done = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	@Test
	void signatureIsMadeOnTheLoopThatAsksWhenThatHasTime() throws Exception {
		for (EventExecutor loop : this.loops) {
			CountDownLatch signed = new CountDownLatch(1);
			loop.execute(() -> this.queue.execute(() -> {
				assertThat(loop.inEventLoop()).isTrue();
				signed.countDown();
			}));
			assertThat(signed.await(5, TimeUnit.SECONDS)).isTrue();
			loop.submit(() -> {
			}).sync();
		}
	}

	/** Each waits for the others, which one loop alone would never end. */
	@Test
	void signaturesOfOneLoopAreMadeOnAllThatHaveTime() throws Exception {
		CyclicBarrier together = new CyclicBarrier(LOOPS + 1);
		this.loops.next().execute(() -> {
			for (int i = 0; i < LOOPS; i++) {
				this.queue.execute(() -> await(together));
			}
		});
		await(together);
	}

	@Test
	void signaturesAreMadeInTheOrderInWhichTheyAreAskedFor() throws Exception {
		EventLoopGroup one = new DefaultEventLoopGroup(1);
		SigningQueue queue = new SigningQueue(one);
		CountDownLatch signed = new CountDownLatch(100);
		one.execute(() -> IntStream.range(0, 100).forEach((i) -> queue.execute(() -> {
			this.done.add(String.valueOf(i));
			signed.countDown();
		})));
		assertThat(signed.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.done).containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
		one.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	/**
	 * Bytes that arrive during one signature are read before the next, whether that waits
	 * already or is asked for only then.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void loopLooksAfterItsConnectionsBetweenTwoSignatures(boolean waiting) throws Exception {
		LoopResources one = LoopResources.create("one", 1, true);
		SigningQueue queue = new SigningQueue(one.onClient(true));
		CountDownLatch over = new CountDownLatch(2);
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Connection connection = TcpClient.create()
				.host(server.getInetAddress().getHostAddress())
				.port(server.getLocalPort())
				.runOn(one)
				.connectNow();
			connection.inbound().receive().subscribe((bytes) -> this.done.add("bytes"));
			try (Socket peer = server.accept()) {
				Runnable second = () -> queue.execute(() -> {
					this.done.add("second");
					over.countDown();
				});
				one.onClient(true).execute(() -> {
					queue.execute(() -> {
						write(peer);
						this.done.add("first");
						over.countDown();
						if (!waiting) {
							one.onClient(true).execute(second);
						}
					});
					if (waiting) {
						second.run();
					}
				});
				assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
			}
			connection.disposeNow();
		}
		finally {
			one.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
		}
		assertThat(this.done).containsExactly("first", "bytes", "second");
	}

	/** Returns when the bytes are there. */
	private static void write(Socket socket) {
		try {
			socket.getOutputStream().write(1);
			Thread.sleep(50);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void signatureThatFailsDoesNotKeepOthersFromBeingMade() throws Exception {
		CountDownLatch signed = new CountDownLatch(20);
		this.loops.next().execute(() -> {
			for (int i = 0; i < 20; i++) {
				this.queue.execute(() -> {
					throw new IllegalStateException("no");
				});
				this.queue.execute(signed::countDown);
			}
		});
		assertThat(signed.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void noSignatureIsForgottenWhoeverAsks() throws Exception {
		int threads = 8;
		int each = 20_000;
		CountDownLatch signed = new CountDownLatch(threads * each);
		Set<Thread> signers = ConcurrentHashMap.newKeySet();
		List<Thread> askers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			Thread asker = new Thread(() -> {
				for (int j = 0; j < each; j++) {
					this.queue.execute(() -> {
						signers.add(Thread.currentThread());
						signed.countDown();
					});
					if (j % 64 == 0) {
						Thread.yield();
					}
				}
			});
			askers.add(asker);
			asker.start();
		}
		for (Thread asker : askers) {
			asker.join();
		}
		assertThat(signed.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(signers).hasSizeLessThanOrEqualTo(LOOPS).doesNotContainAnyElementsOf(askers);
	}

	@Test
	void executeWhenTheLoopsHaveEndedReturns() throws Exception {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		this.queue.execute(() -> this.done.add("signature"));
		assertThat(this.done).isEmpty();
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(5, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
