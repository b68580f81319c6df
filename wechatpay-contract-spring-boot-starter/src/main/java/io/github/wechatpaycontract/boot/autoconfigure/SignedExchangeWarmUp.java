package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.client.SignedExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import reactor.core.scheduler.Schedulers;

/**
 * Loads in the background, once the application is ready, what the first call would have
 * to.
 */
final class SignedExchangeWarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(SignedExchangeWarmUp.class);

	private final SignedExchange exchange;

	private final boolean enabled;

	SignedExchangeWarmUp(SignedExchange exchange, boolean enabled) {
		this.exchange = exchange;
		this.enabled = enabled;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.enabled) {
			this.exchange.warmUp().subscribeOn(Schedulers.boundedElastic()).subscribe((nothing) -> {
			}, (ex) -> logger.debug("The client could not be warmed up", ex));
		}
	}

}
