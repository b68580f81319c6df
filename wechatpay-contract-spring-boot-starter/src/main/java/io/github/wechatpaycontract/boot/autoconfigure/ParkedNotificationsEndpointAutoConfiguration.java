package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.actuate.ParkedNotificationsEndpoint;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link ParkedNotificationsEndpoint}, where Actuator exposes
 * it.
 */
@AutoConfiguration(after = ContractLedgerAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(endpoint = ParkedNotificationsEndpoint.class)
@ConditionalOnBean(ParkedNotifications.class)
public final class ParkedNotificationsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ParkedNotificationsEndpoint wechatPayParkedNotificationsEndpoint(ParkedNotifications parked) {
		return new ParkedNotificationsEndpoint(parked);
	}

}
