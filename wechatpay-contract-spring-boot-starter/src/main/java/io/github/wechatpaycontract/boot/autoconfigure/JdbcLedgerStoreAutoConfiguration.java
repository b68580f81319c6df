package io.github.wechatpaycontract.boot.autoconfigure;

import javax.sql.DataSource;

import io.github.wechatpaycontract.boot.jdbc.JdbcLedgerStore;
import io.github.wechatpaycontract.boot.jdbc.LedgerSchema;
import io.github.wechatpaycontract.ledger.LedgerStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of a {@link LedgerStore} in the application's database, under the
 * application's transaction manager. The tables are looked for at start.
 */
@AutoConfiguration(after = { WechatPayAutoConfiguration.class },
		afterName = { "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
				"org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
				"org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration" })
@ConditionalOnClass({ JdbcTemplate.class, PlatformTransactionManager.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnBean(WechatPayProperties.class)
@Conditional({ OnContractLedgerCondition.class, OnJdbcLedgerStoreCondition.class })
@ImportRuntimeHints(LedgerSchemaRuntimeHints.class)
public final class JdbcLedgerStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LedgerStore.class)
	@DependsOnDatabaseInitialization
	JdbcLedgerStore wechatPayJdbcLedgerStore(DataSource dataSource,
			ObjectProvider<PlatformTransactionManager> transactionManagers, WechatPayProperties properties) {
		JdbcLedgerStore store = new JdbcLedgerStore(dataSource,
				LedgerTransactionManager.of(dataSource, transactionManagers),
				Limits.positive("wechatpay.notification.handler-timeout", properties.notification().handlerTimeout()));
		new LedgerTables(new LedgerSchema(dataSource), properties.ledger().initializeSchema()).prepare(store);
		return store;
	}

}
