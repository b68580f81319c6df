package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.crypto.LoopbackTls;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A call in advance, so that the first real one need not load what every call needs. It
 * goes through a client of its own, without proxy and customizers, to a server of its own
 * that nobody else trusts; nothing leaves this host.
 */
final class Rehearsal implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Rehearsal.class);

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final ApiRequest request = ApiRequest.post("/", new Body("a", 1L, null), List.of());

	private final RehearsalServer server;

	private final ClientSettings settings = ClientSettings.DEFAULT.withMaxAttempts(1)
		.withTimeouts(new TimeoutSettings(LIMIT, LIMIT, LIMIT));

	private final HttpTransport transport;

	private Rehearsal(RehearsalServer server, SslContext trusting) {
		this.server = server;
		this.transport = new HttpTransport(this.settings,
				(client) -> client.secure((spec) -> spec.sslContext(trusting)));
	}

	static Rehearsal open() throws IOException, GeneralSecurityException {
		LoopbackTls tls = LoopbackTls.create();
		SslContext trusting = SslContextBuilder.forClient().trustManager(tls.authority()).build();
		return new Rehearsal(RehearsalServer.open(tls, LIMIT), trusting);
	}

	/**
	 * Makes the call. Its answer is not signed, which is found out last.
	 */
	Mono<Void> call(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		Mono<Void> answering = Mono.<Void>fromRunnable(this::answer).subscribeOn(Schedulers.boundedElastic());
		Mono<ApiAnswer> calling = exchange(signer, reader).onErrorComplete(WechatPaySignatureException.class);
		return Mono.when(answering, calling).then(Mono.fromRunnable(() -> Json.read(this.request.body()).members()));
	}

	private Mono<ApiAnswer> exchange(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		URI url = URI.create(this.server.url());
		Hosts hosts = new Hosts(HostSettings.only(BaseUrl.of(url, false)), System::nanoTime);
		CallResources resources = new CallResources(this.settings, hosts, new RetryQuota(),
				new RetryPolicy(new Random()), System::nanoTime, () -> false);
		return new Call(this.request, resources, Call.UNOBSERVED,
				(attempt) -> this.transport
					.send(this.request, attempt, () -> signer.apply(this.request), Optional::empty)
					.map((answer) -> reader.read(this.request, attempt.signature(), answer)))
			.answer();
	}

	private void answer() {
		try {
			this.server.answer();
		}
		catch (IOException ex) {
			logger.debug("The rehearsal of a call was broken off", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.transport.close();
		this.server.close();
	}

	/**
	 * Holds one of each that requests do.
	 */
	private record Body(String text, Long number, @Nullable String absent) {

	}

}
