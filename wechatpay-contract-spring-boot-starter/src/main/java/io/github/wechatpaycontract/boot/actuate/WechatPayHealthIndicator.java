package io.github.wechatpaycontract.boot.actuate;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * {@link SignatureHealth} for Spring Boot 3.
 */
public final class WechatPayHealthIndicator extends AbstractHealthIndicator {

	private final SignatureHealth health;

	/**
	 * Creates the indicator.
	 * @param health what it shows
	 */
	public WechatPayHealthIndicator(SignatureHealth health) {
		this.health = health;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.status(this.health.status()).withDetails(this.health.details());
	}

}
