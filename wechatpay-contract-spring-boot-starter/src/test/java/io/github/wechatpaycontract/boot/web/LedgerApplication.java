package io.github.wechatpaycontract.boot.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import org.h2.jdbcx.JdbcConnectionPool;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * An application with a database and a ledger in it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableTransactionManagement
@Import({ LedgerApplication.Effects.class, LedgerApplication.Joiner.class })
public class LedgerApplication {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

	@Bean(destroyMethod = "dispose")
	JdbcConnectionPool dataSource() {
		return JdbcConnectionPool.create("jdbc:h2:mem:" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1", "sa",
				"");
	}

	@Bean
	PlatformTransactionManager transactionManager(DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	JdbcTemplate jdbcTemplate(DataSource dataSource) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		jdbc.execute("create table effect (source varchar(20), code varchar(32))");
		return jdbc;
	}

	/**
	 * Writes what it is told into the database, without a unique key. A handler may need
	 * the ledger itself.
	 */
	static class Effects implements ContractNotificationHandler {

		private final JdbcTemplate jdbc;

		private final ContractLedger ledger;

		private final List<ContractEvent> afterCommit = new CopyOnWriteArrayList<>();

		private volatile Consumer<String> step = (code) -> {
		};

		Effects(JdbcTemplate jdbc, ContractLedger ledger) {
			this.jdbc = jdbc;
			this.ledger = ledger;
		}

		@Override
		public void handle(ContractNotification notification) {
			insert("handler", notification.outContractCode());
			this.step.accept(notification.outContractCode());
		}

		@EventListener
		void on(ContractEvent event) {
			insert("event", event.contract().outContractCode());
		}

		@TransactionalEventListener
		void afterCommit(ContractEvent event) {
			this.afterCommit.add(event);
		}

		private void insert(String source, String code) {
			this.jdbc.update("insert into effect values (?, ?)", source, code);
		}

		void then(Consumer<String> step) {
			this.step = step;
		}

		List<String> of(String code) {
			return this.jdbc.queryForList("select source from effect where code = ? order by source", String.class,
					code);
		}

		List<ContractEvent> afterCommit() {
			return this.afterCommit;
		}

		ContractLedger ledger() {
			return this.ledger;
		}

	}

	/**
	 * Takes part in the transaction and spoils it without a word.
	 */
	static class Joiner {

		@Transactional
		public void spoil() {
			TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
		}

	}

}
