package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Reconciliation;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractMoves;
import io.github.wechatpaycontract.ledger.ContractQueries;
import io.github.wechatpaycontract.ledger.ContractReconciler;
import io.github.wechatpaycontract.ledger.LedgerExecutor;
import io.github.wechatpaycontract.ledger.LedgerInbox;
import io.github.wechatpaycontract.ledger.LedgerIntents;
import io.github.wechatpaycontract.ledger.LedgerRetention;
import io.github.wechatpaycontract.ledger.LedgerSettings;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.ledger.QuerySchedule;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.ledger.StoredContractLedger;
import io.github.wechatpaycontract.ledger.StoredReactiveContractLedger;
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
	LedgerStore memoryLedgerStore(WechatPayProperties properties, ListableBeanFactory beans) {
		return MemoryLedger.create(properties.ledger(),
				() -> BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class).length);
	}

	@Bean
	@ConditionalOnMissingBean
	LedgerExecutor ledgerExecutor(WechatPayProperties properties) {
		return new LedgerExecutor(
				Limits.between("wechatpay.ledger.concurrency", properties.ledger().concurrency(), 1_000));
	}

	@Bean
	@ConditionalOnMissingBean
	QuerySchedule contractQuerySchedule(WechatPayProperties properties) {
		Reconciliation reconciliation = properties.ledger().reconciliation();
		return new QuerySchedule((reconciliation.confirmSignedEvery() != null) ? Limits.positive(
				"wechatpay.ledger.reconciliation.confirm-signed-every", reconciliation.confirmSignedEvery()) : null,
				() -> ThreadLocalRandom.current().nextDouble());
	}

	@Bean
	@ConditionalOnMissingBean
	ContractMoves contractMoves(QuerySchedule schedule, ApplicationEventPublisher events,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new ContractMoves(schedule, events::publishEvent, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(SignIntentRecorder.class)
	LedgerIntents ledgerIntents(LedgerStore store, LedgerExecutor executor, QuerySchedule schedule,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new LedgerIntents(store, executor, schedule, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	ContractQueries contractQueries(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry,
			ContractMoves moves) {
		return new ContractQueries(store, executor, registry, moves);
	}

	@Bean
	@ConditionalOnMissingBean(ReactiveContractLedger.class)
	StoredReactiveContractLedger reactiveContractLedger(LedgerStore store, LedgerExecutor executor,
			ContractQueries queries, MerchantRegistry registry, ObjectProvider<OutContractCodeGenerator> codes,
			WechatPayProperties properties) {
		return new StoredReactiveContractLedger(store, executor, queries, registry,
				codes.getIfAvailable(() -> ContractSettings.outContractCodeGenerator(properties.contract())));
	}

	@Bean
	@ConditionalOnMissingBean(ContractLedger.class)
	StoredContractLedger contractLedger(ReactiveContractLedger reactive) {
		return new StoredContractLedger(reactive);
	}

	@Bean
	@ConditionalOnMissingBean(NotificationInbox.class)
	@ConditionalOnBean(NotificationHandlers.class)
	LedgerInbox ledgerInbox(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractMoves moves,
			NotificationHandlers handlers, WechatPayProperties properties) {
		WechatPayProperties.Notification notification = properties.notification();
		return new LedgerInbox(store, executor, registry, moves, handlers,
				new LedgerSettings(properties.ledger().unknownContracts(), notification.confirmByQuery(),
						Limits.between("wechatpay.notification.max-attempts", notification.maxAttempts(), 1_000)));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LedgerInbox.class)
	ParkedNotifications parkedNotifications(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry,
			LedgerInbox inbox) {
		return new ParkedNotifications(store, executor, registry, inbox);
	}

	@Bean
	@ConditionalOnMissingBean
	ContractReconciler contractReconciler(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry,
			ContractQueries queries, ContractMoves moves, WechatPayProperties properties) {
		Reconciliation reconciliation = properties.ledger().reconciliation();
		return new ContractReconciler(store, executor, registry, queries, moves,
				Limits.between("wechatpay.ledger.reconciliation.queries-per-second", reconciliation.queriesPerSecond(),
						1_000),
				Limits.positive("wechatpay.ledger.reconciliation.poll-interval", reconciliation.pollInterval()),
				() -> ThreadLocalRandom.current().nextDouble());
	}

	@Bean
	@ConditionalOnMissingBean
	LedgerRetention ledgerRetention(LedgerStore store, LedgerExecutor executor, WechatPayProperties properties,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new LedgerRetention(store, executor, Limits.atLeast("wechatpay.ledger.retention",
				properties.ledger().retention(), LedgerRetention.LONGEST_SCHEDULE),
				clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	LedgerLifecycle ledgerLifecycle(ContractReconciler reconciler, LedgerRetention retention,
			WechatPayProperties properties) {
		return new LedgerLifecycle(reconciler, retention, properties.ledger().reconciliation().enabled());
	}

}
