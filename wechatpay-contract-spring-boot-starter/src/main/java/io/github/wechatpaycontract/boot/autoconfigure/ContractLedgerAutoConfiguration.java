package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.LedgerEngine;
import io.github.wechatpaycontract.ledger.LedgerInbox;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.LedgerUpkeep;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.ledger.StoredContractLedger;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationInbox;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the {@link ContractLedger}: every pre-entrust-sign is written
 * down before it is sent, every notification takes effect once, and WeChat Pay is asked
 * about what no notification said.
 */
@AutoConfiguration(after = { MerchantRegistryAutoConfiguration.class, PreEntrustSignAutoConfiguration.class,
		JdbcLedgerStoreAutoConfiguration.class })
@ConditionalOnBean({ MerchantRegistry.class, WechatPayProperties.class })
@Conditional(OnContractLedgerCondition.class)
public final class ContractLedgerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LedgerStore wechatPayMemoryLedgerStore(WechatPayProperties properties, ListableBeanFactory beans) {
		return MemoryLedger.create(properties.ledger(),
				() -> BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class).length);
	}

	@Bean
	@ConditionalOnMissingBean
	LedgerEngine wechatPayContractLedgerEngine(LedgerStore store, WechatPayProperties properties,
			ApplicationEventPublisher events,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new LedgerEngine(store,
				Limits.between("wechatpay.ledger.concurrency", properties.ledger().concurrency(), 1_000),
				LedgerProperties.upkeep(properties.ledger()), events::publishEvent,
				clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	SignIntentRecorder wechatPayContractLedgerIntents(LedgerEngine engine) {
		return engine.intents();
	}

	@Bean
	@ConditionalOnMissingBean
	ReactiveContractLedger wechatPayReactiveContractLedger(LedgerEngine engine, MerchantRegistry registry,
			ObjectProvider<OutContractCodeGenerator> codes, WechatPayProperties properties) {
		return engine.ledger(registry,
				codes.getIfAvailable(() -> ContractSettings.outContractCodeGenerator(properties.contract())));
	}

	@Bean
	@ConditionalOnMissingBean
	ContractLedger wechatPayContractLedger(ReactiveContractLedger reactive) {
		return new StoredContractLedger(reactive);
	}

	@Bean
	@ConditionalOnMissingBean(NotificationInbox.class)
	@ConditionalOnBean(NotificationHandlers.class)
	LedgerInbox wechatPayContractLedgerInbox(LedgerEngine engine, MerchantRegistry registry,
			NotificationHandlers handlers, WechatPayProperties properties) {
		return engine.inbox(registry, handlers, LedgerProperties.inbox(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LedgerInbox.class)
	ParkedNotifications wechatPayParkedNotifications(LedgerInbox inbox) {
		return inbox.parked();
	}

	@Bean
	@ConditionalOnMissingBean
	LedgerUpkeep wechatPayContractLedgerUpkeep(LedgerEngine engine, MerchantRegistry registry) {
		return engine.upkeep(registry);
	}

	@Bean
	LedgerLifecycle wechatPayContractLedgerLifecycle(LedgerUpkeep upkeep) {
		return new LedgerLifecycle(upkeep);
	}

}
