package io.github.wechatpaycontract.boot.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.wechatpaycontract.ledger.LedgerStore;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.AdditionalAnswers;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.NOW;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.done;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tables that are missing, incomplete, ahead of this version or just being created.
 */
class LedgerSchemaTests {

	private final JdbcConnectionPool dataSource = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=60", "sa", "");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final LedgerSchema schema = new LedgerSchema(this.dataSource);

	@AfterEach
	void dispose() {
		this.dataSource.dispose();
	}

	@Test
	void checkWhenTableIsMissingNamesItAndTheScript() {
		assertMissing("wechatpay_contract");
		this.schema.initialize();
		this.schema.check();
		this.jdbc.execute("drop table wechatpay_notification");
		assertMissing("wechatpay_notification");
	}

	@Test
	void checkWhenColumnIsMissingNamesTheTable() {
		this.schema.initialize();
		this.jdbc.execute("alter table wechatpay_contract drop column confirmed_at");
		assertMissing("wechatpay_contract");
	}

	private void assertMissing(String table) {
		String script = "classpath:io/github/wechatpaycontract/boot/jdbc/schema-h2.sql";
		assertThatExceptionOfType(LedgerSchemaException.class).isThrownBy(this.schema::check)
			.withMessageContaining(table)
			.withMessageContaining(script)
			.satisfies((ex) -> {
				assertThat(ex.getTable()).isEqualTo(table);
				assertThat(ex.getScript()).isEqualTo(script);
			});
	}

	@Test
	@Tag("case-115")
	void storeWhenTablesHaveColumnsOfNewerVersionWorks() {
		this.schema.initialize();
		this.jdbc.execute("alter table wechatpay_contract add column newer varchar(10) before mchid");
		this.jdbc.execute("alter table wechatpay_notification add column newer integer default 1 not null");
		this.schema.check();
		LedgerStore store = new JdbcLedgerStore(this.dataSource, new JdbcTransactionManager(this.dataSource),
				Duration.ofSeconds(5));
		store.<Boolean>inTransaction((transaction) -> {
			transaction.insertContract(pending("bicycle17"));
			transaction.updateContract(LedgerRecords.complete("bicycle17"));
			transaction.insertNotification(done("n-1", "SIGNED bicycle17"));
			return true;
		});
		assertThat(store.findContract(MCHID, "bicycle17")).contains(LedgerRecords.complete("bicycle17"));
		assertThat(store.findNotification(MCHID, "n-1")).contains(done("n-1", "SIGNED bicycle17"));
		assertThat(store.deleteFinishedNotifications(NOW.plusSeconds(1), 10)).isEqualTo(1);
	}

	@Test
	void initializeAgainChangesNothing() {
		this.schema.initialize();
		int indexes = indexes();
		this.jdbc.update("insert into wechatpay_contract (mchid, out_contract_code, service_id, state, opened_at,"
				+ " expires_at, queries) values ('1', '1', 1, 'PENDING', now(), now(), 0)");
		this.schema.initialize();
		assertThat(this.jdbc.queryForObject("select count(*) from wechatpay_contract", Integer.class)).isEqualTo(1);
		assertThat(indexes()).isEqualTo(indexes);
	}

	@Test
	void initializeCreatesIndexThatIsMissing() {
		this.schema.initialize();
		int indexes = indexes();
		this.jdbc.execute("drop index wechatpay_contract_query_ix");
		this.schema.initialize();
		assertThat(indexes()).isEqualTo(indexes);
	}

	private int indexes() {
		return this.jdbc.queryForList("select index_name from information_schema.indexes").size();
	}

	@Test
	void initializeWhenSeveralHostsStartAtOnceWorksOnAll() {
		Threads.together(6, (number) -> {
			LedgerSchema ofHost = new LedgerSchema(this.dataSource);
			ofHost.initialize();
			ofHost.check();
			return true;
		});
	}

	@Test
	void isEmbeddedIsTrueInMemoryOnly() throws SQLException {
		assertThat(this.schema.isEmbedded()).isTrue();
		DatabaseMetaData file = mock(DatabaseMetaData.class);
		given(file.getURL()).willReturn("jdbc:h2:/var/lib/shop");
		assertThat(new LedgerSchema(describedBy(file)).isEmbedded()).isFalse();
	}

	@Test
	void initializeWhenDatabaseIsUnknownSaysWhichAreKnown() throws SQLException {
		DatabaseMetaData unknown = mock(DatabaseMetaData.class);
		given(unknown.getDatabaseProductName()).willReturn("Oracle");
		LedgerSchema schema = new LedgerSchema(describedBy(unknown));
		assertThatExceptionOfType(LedgerSchemaException.class).isThrownBy(schema::initialize)
			.withMessageContainingAll("wechatpay_contract", "Oracle", "PostgreSQL", "MySQL", "MariaDB", "H2")
			.satisfies((ex) -> assertThat(ex.getScript()).isNull());
		this.schema.initialize();
		schema.initialize();
		schema.check();
	}

	@Test
	void checkWhenDatabaseIsUnreachableFailsAsItDoes() throws SQLException {
		DataSource unreachable = mock(DataSource.class);
		given(unreachable.getConnection()).willThrow(new SQLException("unreachable"));
		LedgerSchema schema = new LedgerSchema(unreachable);
		assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(schema::check);
		assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(schema::initialize);
	}

	@ParameterizedTest
	@EnumSource
	void scriptOfEveryPlatformIsThere(LedgerPlatform platform) {
		assertThat(new ClassPathResource(platform.script()).exists()).isTrue();
	}

	private DataSource describedBy(DatabaseMetaData metaData) {
		return new DelegatingDataSource(this.dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = mock(Connection.class, AdditionalAnswers.delegatesTo(super.getConnection()));
				given(connection.getMetaData()).willReturn(metaData);
				return connection;
			}

		};
	}

}
