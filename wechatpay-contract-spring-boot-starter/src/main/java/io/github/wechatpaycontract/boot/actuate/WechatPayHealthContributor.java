package io.github.wechatpaycontract.boot.actuate;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * {@link SignatureHealth} for Spring Boot 4.
 */
public final class WechatPayHealthContributor extends AbstractHealthIndicator {

	private final SignatureHealth health;

	/**
	 * Creates the indicator.
	 * @param health what it shows
	 */
	public WechatPayHealthContributor(SignatureHealth health) {
		this.health = health;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.status(this.health.status()).withDetails(this.health.details());
	}

}
