package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.crypto.LoopbackTls;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(30)
class RehearsalTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final Merchant merchant = TestPlatform.merchant();

	private final AnswerReader reader = new AnswerReader(
			new SignatureVerifier(this.merchant.platformKeys(), Clock.systemUTC(), Duration.ofMinutes(5)),
			Clock.systemUTC());

	/** Everything else that may go wrong would be an error. */
	@Test
	void callIsSignedOnceSentAnsweredAndOnlyThenFoundUnsigned() throws Exception {
		AtomicInteger signatures = new AtomicInteger();
		try (Rehearsal rehearsal = Rehearsal.open()) {
			rehearsal.call((request) -> {
				signatures.incrementAndGet();
				return this.merchant.sign(request.method(), request.pathAndQuery(), System.currentTimeMillis() / 1000,
						"0123456789abcdef0123456789abcdef", request.body());
			}, this.reader).block(LIMIT);
		}
		assertThat(signatures).hasValue(1);
	}

	@Test
	void callThatCannotBeSignedFailsAtOnce() throws Exception {
		try (Rehearsal rehearsal = Rehearsal.open()) {
			Mono<Void> call = rehearsal.call((request) -> {
				throw new IllegalStateException("no key");
			}, this.reader);
			assertThatException().isThrownBy(() -> call.block(Duration.ofSeconds(3)))
				.withStackTraceContaining("no key");
		}
	}

	@Test
	void serverAnswersWhoTrustsItsAuthority() throws Exception {
		LoopbackTls tls = LoopbackTls.create();
		try (RehearsalServer server = RehearsalServer.open(tls, LIMIT)) {
			answering(server);
			assertThat(get(trusting(tls), server).block(LIMIT)).isEqualTo("{}");
		}
	}

	@Test
	void serverIsTrustedByNobodyElse() throws Exception {
		try (RehearsalServer server = RehearsalServer.open(LoopbackTls.create(), LIMIT)) {
			HttpClient other = trusting(LoopbackTls.create());
			answering(server);
			assertThatException().isThrownBy(() -> get(other, server).block(LIMIT))
				.withStackTraceContaining("SSLHandshakeException");
		}
	}

	private static HttpClient trusting(LoopbackTls tls) throws SSLException {
		SslContext context = SslContextBuilder.forClient().trustManager(tls.authority()).build();
		return HttpClient.create().secure((spec) -> spec.sslContext(context));
	}

	private static void answering(RehearsalServer server) {
		Mono.fromCallable(() -> {
			server.answer();
			return true;
		}).subscribeOn(Schedulers.boundedElastic()).onErrorComplete().subscribe();
	}

	private static Mono<String> get(HttpClient client, RehearsalServer server) {
		return client.get().uri(server.url()).responseContent().aggregate().asString();
	}

}
