package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;

import io.github.wechatpaycontract.client.SignedExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Loads in the background, once the application is ready, what the first call would have
 * to: classes, if that is wanted, and the platform certificates of all merchants.
 */
final class SignedExchangeWarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(SignedExchangeWarmUp.class);

	private final SignedExchanges exchanges;

	private final boolean rehearse;

	SignedExchangeWarmUp(SignedExchanges exchanges, boolean rehearse) {
		this.exchanges = exchanges;
		this.rehearse = rehearse;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<SignedExchange> all = this.exchanges.all();
		Thread thread = new Thread(() -> all.forEach(this::prepare), "wechatpay-warm-up");
		thread.setDaemon(true);
		thread.start();
	}

	/** One that fails keeps no other from it. */
	private void prepare(SignedExchange exchange) {
		try {
			exchange.loadPlatformCertificates().onErrorComplete().subscribe();
			if (this.rehearse) {
				exchange.warmUp().block();
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The client of merchant '{}' could not be warmed up; calls may fail alike", exchange.mchid(),
					ex);
		}
	}

}
