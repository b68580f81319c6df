package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.util.context.Context;

/**
 * Carries one signed notification to the merchant, once, and reports what came back.
 */
final class Courier {

	private static final Logger logger = LoggerFactory.getLogger(Courier.class);

	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private final Platform platform;

	private final ConnectionProvider connections = ConnectionProvider.create("wechatpay-simulator", 500);

	private final HttpClient client;

	private final Duration timeout;

	private final boolean remoteAllowed;

	Courier(Platform platform, LoopResources loops, Duration timeout, boolean remoteAllowed) {
		this.platform = platform;
		this.timeout = timeout;
		this.remoteAllowed = remoteAllowed;
		this.client = HttpClient.create(this.connections)
			.runOn(loops)
			.resolver(DefaultAddressResolverGroup.INSTANCE)
			.disableRetry(true)
			.followRedirect(false);
	}

	Mono<Delivery> carry(SignedNotification notification, String id, URI target, int attempt, String fault) {
		Instant sentAt = this.platform.now();
		if (!this.remoteAllowed && !NotifyUrls.isLocal(target)) {
			return Mono
				.just(new Delivery(id, target, attempt, fault, null, DeliveryFailure.REMOTE_TARGET.message(), sentAt));
		}
		return post(notification, target).contextWrite(Context.of(ON_ERROR_DROPPED, ignored()))
			.timeout(this.timeout)
			.map((status) -> new Delivery(id, target, attempt, fault, status, null, sentAt))
			.onErrorResume((ex) -> Mono.just(new Delivery(id, target, attempt, fault, null, describe(ex), sentAt)));
	}

	private Mono<Integer> post(SignedNotification notification, URI target) {
		return this.client.headers((headers) -> {
			headers.clear();
			notification.headers().forEach(headers::add);
			headers.set("Content-Length", notification.body().length);
		})
			.post()
			.uri(target)
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(notification.body())))
			.responseSingle((response, body) -> Mono.just(response.status().code()));
	}

	/**
	 * A connection that fails after its delivery was called off is of no interest.
	 */
	private static Consumer<Throwable> ignored() {
		return (ex) -> logger.trace("Failed after it was called off", ex);
	}

	private String describe(Throwable ex) {
		if (ex instanceof TimeoutException) {
			return DeliveryFailure.NO_ANSWER.message() + this.timeout;
		}
		String message = ex.getMessage();
		return (message != null) ? message : ex.getClass().getSimpleName();
	}

	Mono<Void> disposeLater() {
		return this.connections.disposeLater();
	}

}
