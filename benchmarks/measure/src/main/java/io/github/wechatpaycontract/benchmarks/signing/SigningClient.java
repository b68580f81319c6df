package io.github.wechatpaycontract.benchmarks.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Objects;

import io.github.wechatpaycontract.benchmarks.contender.PlainTransport;
import io.github.wechatpaycontract.benchmarks.contender.PlainTransport.PlainAnswer;
import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import io.github.wechatpaycontract.crypto.RandomText;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;

/**
 * A client that signs and verifies, and can do so in several places.
 */
public final class SigningClient {

	private final PlainTransport transport;

	private final SigningPlace place;

	private final CryptoChoice crypto;

	private final RSAPrivateKey privateKey;

	private final RSAPublicKey platformKey;

	private final SecureRandom random = new SecureRandom();

	public SigningClient(PlainTransport transport, SigningPlace place, CryptoChoice crypto, Fixture fixture) {
		this.transport = transport;
		this.place = place;
		this.crypto = crypto;
		this.privateKey = crypto.own(fixture.merchantKey());
		this.platformKey = crypto.own(fixture.platformKey());
	}

	public ReactiveCaller reactive() {
		return () -> exchange().map(this::verified);
	}

	public BlockingCaller blocking() {
		return (this.place == SigningPlace.CALLER) ? () -> verified(Objects.requireNonNull(exchange().block()))
				: () -> exchange().map(this::verified).block();
	}

	private Mono<PlainAnswer> exchange() {
		return switch (this.place) {
			case CALLER -> Mono.defer(() -> send(authorization()));
			case SCHEDULER -> Mono.fromCallable(this::authorization)
				.subscribeOn(Schedulers.parallel())
				.flatMap((authorization) -> send(authorization).publishOn(Schedulers.parallel()));
			case SPLIT -> Mono.fromCallable(this::authorization).subscribeOn(Schedulers.parallel()).flatMap(this::send);
			case HOP -> this.transport
				.send((http, outbound) -> signed(outbound)
					.flatMap((authorization) -> PlainTransport.send(http, outbound, authorization).then()))
				.publishOn(Schedulers.parallel());
			case LOOP -> this.transport.send((http, outbound) -> PlainTransport.send(http, outbound, authorization()));
		};
	}

	private Mono<PlainAnswer> send(String authorization) {
		return this.transport.send((http, outbound) -> PlainTransport.send(http, outbound, authorization));
	}

	/**
	 * Comes back to the event loop: Reactor Netty's end of sending is not safe beside the
	 * beginning of an answer.
	 */
	private Mono<String> signed(NettyOutbound outbound) {
		return Mono.create((sink) -> outbound.withConnection((connection) -> Schedulers.parallel().schedule(() -> {
			String authorization = authorization();
			connection.channel().eventLoop().execute(() -> sink.success(authorization));
		})));
	}

	private String authorization() {
		String timestamp = Long.toString(System.currentTimeMillis() / 1000);
		String nonce = RandomText.alphanumeric(this.random, 32);
		byte[] message = "POST\n%s\n%s\n%s\n%s\n".formatted(ExampleCall.PATH, timestamp, nonce, ExampleCall.BODY)
			.getBytes(StandardCharsets.UTF_8);
		return "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%s\",serial_no=\"%s\",signature=\"%s\""
			.formatted(ExampleCall.MCHID, nonce, timestamp, ExampleCall.SERIAL_NUMBER,
					Base64.getEncoder().encodeToString(this.crypto.sign(this.privateKey, message)));
	}

	private PlainAnswer verified(PlainAnswer answer) {
		HttpHeaders headers = answer.headers();
		byte[] message = "%s\n%s\n%s\n"
			.formatted(headers.get("Wechatpay-Timestamp"), headers.get("Wechatpay-Nonce"),
					new String(answer.body(), StandardCharsets.UTF_8))
			.getBytes(StandardCharsets.UTF_8);
		byte[] signature = Base64.getDecoder().decode(headers.get("Wechatpay-Signature"));
		if (!this.crypto.verify(this.platformKey, message, signature)) {
			throw new IllegalStateException("The answer's signature does not hold");
		}
		return answer;
	}

}
