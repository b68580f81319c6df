package io.github.wechatpaycontract.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.client.LoopClients.LoopClient;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopClients}.
 */
class LoopClientsTests {

	private static final int LOOPS = 3;

	private final EventLoopGroup group = new DefaultEventLoopGroup(LOOPS);

	private final List<EventExecutor> loops = new ArrayList<>();

	private final List<HttpClient> https = new ArrayList<>();

	private final List<Integer> used = new ArrayList<>();

	private final LoopClients clients = clients(2);

	private LoopClients clients(int connections) {
		this.group.forEach((loop) -> {
			this.loops.add(loop);
			this.https.add(HttpClient.newConnection());
		});
		List<LoopClient> each = new ArrayList<>();
		for (int i = 0; i < LOOPS; i++) {
			each.add(new LoopClient(this.https.get(i), this.loops.get(i), connections));
		}
		return new LoopClients(each);
	}

	@AfterEach
	void stop() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	private Mono<Integer> call(Mono<Integer> answer) {
		return this.clients.call((client) -> {
			this.used.add(this.https.indexOf(client));
			return answer;
		});
	}

	@Test
	void callsGoToTheLoopWithTheFewest() {
		List<Disposable> calls = new ArrayList<>();
		for (int i = 0; i < 4 * LOOPS; i++) {
			calls.add(call(Mono.never()).subscribe());
		}
		assertThat(this.used).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
		calls.get(4).dispose();
		call(Mono.never()).subscribe();
		assertThat(this.used).endsWith(1);
	}

	@Test
	void callsThatEndedCountNoMore() {
		call(Mono.just(1)).block();
		call(Mono.empty()).block();
		call(Mono.error(new IllegalStateException("no"))).onErrorComplete().block();
		this.clients.call((client) -> {
			throw new IllegalStateException("no");
		}).onErrorComplete().block();
		call(Mono.never()).subscribe().dispose();
		call(Mono.just(1)).block();
		assertThat(this.used).containsOnly(0);
	}

	@Test
	void callThatFollowsAnAnswerFindsItsLoopFree() {
		assertThat(call(Mono.just(1)).flatMap((answer) -> call(Mono.just(2))).block()).isEqualTo(2);
		assertThat(this.used).containsExactly(0, 0);
	}

	@Test
	void callFromALoopStaysThereWhileThatHasAsFew() throws Exception {
		CompletableFuture<Disposable> first = new CompletableFuture<>();
		this.loops.get(2).execute(() -> {
			first.complete(call(Mono.never()).subscribe());
			call(Mono.never()).subscribe();
		});
		first.get(5, TimeUnit.SECONDS);
		this.loops.get(2).submit(() -> {
		}).get();
		assertThat(this.used).containsExactly(2, 0);
	}

	@Test
	void callThatMustWaitGoesToThePoolThatWasGivenTheRest() throws Exception {
		for (int i = 0; i < 2 * LOOPS; i++) {
			call(Mono.never()).subscribe();
		}
		this.loops.get(2).submit(() -> call(Mono.never()).subscribe()).get();
		assertThat(this.used).endsWith(0);
	}

}
