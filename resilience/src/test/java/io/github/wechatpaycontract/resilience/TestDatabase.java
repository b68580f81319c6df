package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real database server on this host, which can be killed and started again on the same
 * data and port. One of each kind serves all tests of a JVM.
 */
public abstract class TestDatabase {

	/** For a start, also one that has to recover. */
	static final Duration START = Duration.ofSeconds(60);

	private final int port = freePort();

	/** Returns PostgreSQL, started. */
	public static TestDatabase postgres() {
		return PostgresDatabase.Started.INSTANCE;
	}

	/** Returns MariaDB, started; a test that asks is skipped where there is none. */
	public static TestDatabase mariadb() {
		MariadbPrograms.require();
		return MariadbDatabase.Started.INSTANCE;
	}

	/**
	 * Returns a port below those that the system hands out, so that nobody is given it
	 * until it is used, or used again after a kill.
	 */
	static int freePort() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// taken: another one
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	final int port() {
		return this.port;
	}

	abstract String url(String database);

	abstract String username();

	/** Where databases are created from. */
	abstract String administration();

	/** SIGKILL, for every process of it. */
	abstract void kill();

	/** Returns when it answers. */
	abstract void start();

	/** SIGSTOP: connections stay, and nothing is answered. */
	final void hang() {
		Signals.send("STOP", processes());
	}

	final void goOn() {
		Signals.send("CONT", processes());
	}

	abstract Iterable<ProcessHandle> processes();

	private DriverManagerDataSource dataSource(String database) {
		return new DriverManagerDataSource(url(database), username(), "");
	}

	private void create(String database) {
		try (Connection connection = DriverManager.getConnection(url(administration()), username(), "");
				Statement statement = connection.createStatement()) {
			statement.execute("drop database if exists " + database);
			statement.execute("create database " + database);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Creates an empty database and connects to it. */
	final HikariDataSource pool(String database) {
		create(database);
		HikariConfig pool = new HikariConfig();
		pool.setDataSource(dataSource(database));
		pool.setMaximumPoolSize(8);
		pool.setMinimumIdle(0);
		pool.setConnectionTimeout(START.toMillis());
		return new HikariDataSource(pool);
	}

	final boolean isAnswering() {
		try (Connection connection = DriverManager.getConnection(url(administration()), username(), "")) {
			return connection.isValid(5);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		return getClass().getSimpleName().replace("Database", "");
	}

}
