package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.client.SignedExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Loads in the background, once the application is ready, what the first call would have
 * to, platform certificates of all merchants included.
 */
final class SignedExchangeWarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(SignedExchangeWarmUp.class);

	private final SignedExchanges exchanges;

	private final boolean enabled;

	SignedExchangeWarmUp(SignedExchanges exchanges, boolean enabled) {
		this.exchanges = exchanges;
		this.enabled = enabled;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.enabled) {
			Flux.fromIterable(this.exchanges.all())
				.concatMap(SignedExchangeWarmUp::warmUp)
				.subscribeOn(Schedulers.boundedElastic())
				.subscribe();
		}
	}

	/** Also when another merchant's fails. */
	private static Mono<Void> warmUp(SignedExchange exchange) {
		return exchange.warmUp()
			.doOnError((ex) -> logger.warn("The client of merchant '{}' could not be warmed up; calls may fail alike",
					exchange.mchid(), ex))
			.onErrorComplete();
	}

}
