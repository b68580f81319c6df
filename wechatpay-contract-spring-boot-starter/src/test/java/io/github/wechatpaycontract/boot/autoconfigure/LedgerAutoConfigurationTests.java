package io.github.wechatpaycontract.boot.autoconfigure;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.wechatpaycontract.boot.actuate.ClockSkewMetrics;
import io.github.wechatpaycontract.boot.actuate.ParkedNotificationsEndpoint;
import io.github.wechatpaycontract.boot.actuate.ParkedNotificationsEndpoint.ParkedNotification;
import io.github.wechatpaycontract.boot.actuate.QueryDelayMetrics;
import io.github.wechatpaycontract.boot.jdbc.JdbcLedgerStore;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.LedgerEngine;
import io.github.wechatpaycontract.ledger.LedgerInbox;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.LedgerUpkeep;
import io.github.wechatpaycontract.ledger.MemoryLedgerStore;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.NotificationInbox;
import io.github.wechatpaycontract.notification.NotificationMessage;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ContractLedgerAutoConfiguration} and
 * {@link JdbcLedgerStoreAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LedgerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL))
		.withPropertyValues(AutoConfigurationTests.properties());

	@Test
	void withoutDataSourceTheLedgerIsInMemoryAndSaysSo(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MemoryLedgerStore.class)
			.hasSingleBean(ContractLedger.class)
			.hasSingleBean(ReactiveContractLedger.class)
			.hasSingleBean(LedgerInbox.class)
			.hasSingleBean(ParkedNotifications.class)
			.hasSingleBean(LedgerUpkeep.class)
			.hasSingleBean(SignIntentRecorder.class));
		assertThat(output.getOut().lines().filter((line) -> line.contains("Contracts are kept in memory"))).hasSize(1);
	}

	@Test
	void withoutSpringJdbcTheLedgerIsInMemory() {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withClassLoader(new FilteredClassLoader(JdbcTemplate.class, PlatformTransactionManager.class))
			.run((context) -> assertThat(context).hasSingleBean(MemoryLedgerStore.class));
	}

	@Test
	void withDataSourceTheLedgerIsThere(CapturedOutput output) {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database).run((context) -> {
			assertThat(context).hasSingleBean(JdbcLedgerStore.class).hasSingleBean(LedgerStore.class);
			assertThat(context.getBean(ContractLedger.class).find("unknown")).isEmpty();
		});
		assertThat(output).doesNotContain("kept in memory");
	}

	@Test
	void applicationsTransactionManagerIsUsed() {
		DataSource dataSource = database();
		JdbcTransactionManager own = new JdbcTransactionManager(dataSource);
		this.runner.withBean(DataSource.class, () -> dataSource)
			.withBean(PlatformTransactionManager.class, () -> own)
			.run((context) -> assertThat(context).hasSingleBean(PlatformTransactionManager.class)
				.hasSingleBean(JdbcLedgerStore.class));
	}

	@Test
	void whenTablesAreMissingTheStartFailsWithTheirNameAndTheScript() {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withPropertyValues("wechatpay.ledger.initialize-schema=never")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("Table 'wechatpay_contract'")
				.hasStackTraceContaining("schema-h2.sql"));
	}

	@ParameterizedTest
	@CsvSource({ "store,jdbc", "retention,24h", "concurrency,0", "capacity,0", "reconciliation.queries-per-second,0",
			"reconciliation.poll-interval,0s", "reconciliation.poll-interval,366d",
			"reconciliation.confirm-signed-every,0s" })
	void whenAPropertyIsWrongTheStartFailsWithItsName(String name, String value) {
		this.runner.withPropertyValues("wechatpay.ledger." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WechatPayPropertyException.class)
				.hasMessageContaining("'wechatpay.ledger." + name + "'"));
	}

	@Test
	void whenThereAreSeveralDataSourcesTheStartFailsUnlessMemoryIsWanted() {
		ApplicationContextRunner several = this.runner
			.withBean("first", DataSource.class, LedgerAutoConfigurationTests::database)
			.withBean("second", DataSource.class, LedgerAutoConfigurationTests::database);
		several.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("several DataSource beans"));
		several.withPropertyValues("wechatpay.ledger.store=memory")
			.run((context) -> assertThat(context).hasSingleBean(MemoryLedgerStore.class));
	}

	@Test
	void whenThereAreSeveralTransactionManagersTheStartFails() {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withBean("first", PlatformTransactionManager.class, () -> new JdbcTransactionManager(database()))
			.withBean("second", PlatformTransactionManager.class, () -> new JdbcTransactionManager(database()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("several transaction managers"));
	}

	@Test
	void whenTheTransactionManagerIsOfAnotherDataSourceTheStartFails() {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WechatPayPropertyException.class)
				.hasMessageContainingAll("'wechatpay.ledger.store'", "does not manage the DataSource"));
	}

	@Test
	void whenTheUserOfTheDatabaseMayNotCreateTablesTheStartFails() {
		JdbcDataSource dataSource = database();
		new JdbcTemplate(dataSource).execute("create user reader password ''");
		dataSource.setUser("reader");
		this.runner.withBean(DataSource.class, () -> dataSource)
			.withPropertyValues("wechatpay.ledger.initialize-schema=always")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WechatPayPropertyException.class)
				.hasMessageContainingAll("'wechatpay.ledger.initialize-schema'", "could not be created"));
	}

	@Test
	void whenThereIsNoScriptForTheDatabaseTheAdviceNamesNone() throws SQLException {
		DatabaseMetaData oracle = mock(DatabaseMetaData.class);
		given(oracle.getDatabaseProductName()).willReturn("Oracle");
		this.runner.withBean(DataSource.class, () -> describedBy(oracle))
			.run((context) -> assertThat(
					new LedgerSchemaFailureAnalyzer().analyze(context.getStartupFailure()).getAction())
				.contains("PostgreSQL, MySQL, MariaDB and H2", "LedgerStore bean", "'wechatpay.ledger.store=memory'")
				.doesNotContain("initialize-schema"));
	}

	private static DataSource describedBy(DatabaseMetaData metaData) {
		return new DelegatingDataSource(database()) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = mock(Connection.class, AdditionalAnswers.delegatesTo(super.getConnection()));
				given(connection.getMetaData()).willReturn(metaData);
				return connection;
			}

		};
	}

	@Test
	void whenTheDatabaseIsDownTheStartWaitsForItUnlessTablesAreToBeCreated() {
		ApplicationContextRunner down = this.runner.withBean(DataSource.class, () -> {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setUrl("jdbc:h2:tcp://127.0.0.1:1/nowhere");
			return dataSource;
		});
		down.run((context) -> assertThat(context).hasSingleBean(JdbcLedgerStore.class));
		down.withPropertyValues("wechatpay.ledger.initialize-schema=always")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.ledger.initialize-schema'"));
	}

	@Test
	void whenSwitchedOffNothingOfItIsThere() {
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withPropertyValues("wechatpay.ledger.enabled=off")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LedgerStore.class)
				.doesNotHaveBean(ContractLedger.class)
				.doesNotHaveBean(NotificationInbox.class)
				.doesNotHaveBean(SignIntentRecorder.class));
	}

	@Test
	void whenNotificationsAreSwitchedOffTheLedgerStillAsks() {
		this.runner.withPropertyValues("wechatpay.notification.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ContractLedger.class)
				.hasSingleBean(LedgerUpkeep.class)
				.doesNotHaveBean(ParkedNotifications.class));
	}

	@Test
	void whenUserDefinesAStoreItIsUsed() {
		MemoryLedgerStore own = new MemoryLedgerStore(1);
		this.runner.withBean(DataSource.class, LedgerAutoConfigurationTests::database)
			.withBean(LedgerStore.class, () -> own)
			.run((context) -> assertThat(context.getBean(LedgerStore.class)).isSameAs(own));
	}

	@Test
	void whenUserDefinesLedgersOursBackOff() {
		this.runner.withBean("own", ContractLedger.class, () -> Fake.of(ContractLedger.class))
			.withBean("ownReactive", ReactiveContractLedger.class, () -> Fake.of(ReactiveContractLedger.class))
			.run((context) -> assertThat(context).hasSingleBean(ContractLedger.class)
				.hasSingleBean(ReactiveContractLedger.class));
	}

	@Test
	void handlerMayUseTheLedger() {
		this.runner.withUserConfiguration(UsingHandler.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LedgerInbox.class));
	}

	@Test
	void delayOfQueriesIsAMetricWhereThereAreAny() {
		this.runner.run((context) -> assertThat(queryDelay(context)).isZero());
		this.runner.withPropertyValues("wechatpay.ledger.reconciliation.enabled=false")
			.run((context) -> assertThat(queryDelay(context)).isNaN());
		this.runner.withPropertyValues("wechatpay.ledger.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ClockSkewMetrics.class)
				.doesNotHaveBean(QueryDelayMetrics.class));
	}

	private static double queryDelay(ApplicationContext context) {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		context.getBean(QueryDelayMetrics.class).bindTo(meters);
		return meters.get("wechatpay.ledger.query.delay").timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	@Tag("case-179")
	void operatorsSeeParkedNotificationsWhereTheEndpointIsExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ParkedNotificationsEndpoint.class));
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=wechatpayparked").run((context) -> {
			ParkedNotificationsEndpoint endpoint = context.getBean(ParkedNotificationsEndpoint.class);
			assertThat(endpoint.list()).isEmpty();
			assertThat(endpoint.replay("1900000109", "unknown").getStatus()).isEqualTo(404);
			assertThat(endpoint.discard("1900000109", "unknown").getStatus()).isEqualTo(404);
		});
	}

	@Test
	@Tag("case-179")
	void operatorsAreToldWhyAParkedNotificationCannotBeReplayed() {
		NotificationMessage unproven = new NotificationMessage("1724900000", "nonce", "PUB_KEY_ID_1", "c2ln",
				new byte[1]);
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=wechatpayparked").run((context) -> {
			context.getBean(LedgerStore.class).<Boolean>inTransaction((transaction) -> {
				transaction.insertNotification(parked("1900000109", "changed", ParkReason.CHANGED_CONTENT, unproven));
				transaction.insertNotification(parked("1900000109", "unproven", ParkReason.OTHER_PAYER, unproven));
				transaction.insertNotification(parked("1900000999", "foreign", ParkReason.OTHER_PAYER, unproven));
				return true;
			});
			ParkedNotificationsEndpoint endpoint = context.getBean(ParkedNotificationsEndpoint.class);
			for (String id : new String[] { "changed", "unproven" }) {
				WebEndpointResponse<?> refused = endpoint.replay("1900000109", id);
				assertThat(refused.getStatus()).isEqualTo(409);
				assertThat(refused.getBody()).asString().contains("Notification '" + id + "' cannot be replayed");
			}
			assertThat(endpoint.replay("1900000999", "foreign").getStatus()).isEqualTo(404);
			assertThat(endpoint.discard("1900000999", "foreign").getStatus()).isEqualTo(404);
			assertThat(endpoint.discard("1900000109", "changed").getBody()).isInstanceOfSatisfying(
					ParkedNotification.class,
					(discarded) -> assertThat(discarded.state()).isEqualTo(NotificationRecord.State.DONE));
		});
	}

	@Test
	void operatorsAreToldThatAParkedNotificationWasChangedMeanwhile() {
		Deque<String> meanwhile = new ArrayDeque<>();
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=wechatpayparked")
			.withBean(DataSource.class, () -> changedBetweenConnections(meanwhile))
			.run((context) -> {
				context.getBean(LedgerStore.class).<Boolean>inTransaction((transaction) -> {
					transaction.insertNotification(parked("1900000109", "replayed", ParkReason.OTHER_PAYER, null));
					return true;
				});
				meanwhile.addAll(List.of("select 1", "update wechatpay_notification set state = 'DONE'"));
				WebEndpointResponse<?> refused = context.getBean(ParkedNotificationsEndpoint.class)
					.discard("1900000109", "replayed");
				assertThat(refused.getStatus()).isEqualTo(409);
				assertThat(refused.getBody()).asString().contains("meanwhile");
			});
	}

	private static DataSource changedBetweenConnections(Queue<String> statements) {
		DataSource database = database();
		return new DelegatingDataSource(database) {

			@Override
			public Connection getConnection() throws SQLException {
				if (!statements.isEmpty()) {
					new JdbcTemplate(database).execute(statements.remove());
				}
				return super.getConnection();
			}

		};
	}

	@Test
	void operatorsAreToldThatTheLedgerTakesNothingMore() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=wechatpayparked").run((context) -> {
			context.getBean(LedgerEngine.class).close();
			ParkedNotificationsEndpoint endpoint = context.getBean(ParkedNotificationsEndpoint.class);
			for (WebEndpointResponse<?> refused : List.of(endpoint.replay("1900000109", "any"),
					endpoint.discard("1900000109", "any"))) {
				assertThat(refused.getStatus()).isEqualTo(503);
				assertThat(refused.getBody()).asString().contains("try again");
			}
		});
	}

	private static NotificationRecord parked(String mchid, String id, ParkReason reason,
			@Nullable NotificationMessage message) {
		return new NotificationRecord(mchid, id, null, "f".repeat(64), "ENTRUST.SIGN", "code1",
				NotificationRecord.State.PARKED, reason, 1, Instant.EPOCH, null, message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mysql", "mariadb", "h2" })
	void scriptsStayInANativeImage(String platform) {
		RuntimeHints hints = new RuntimeHints();
		new LedgerSchemaRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/wechatpaycontract/boot/jdbc/schema-" + platform + ".sql")).accepts(hints);
	}

	private static JdbcDataSource database() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class UsingHandler {

		@Bean
		ContractNotificationHandler handler(ContractLedger ledger) {
			return (notification) -> ledger.find(notification.outContractCode());
		}

	}

}
