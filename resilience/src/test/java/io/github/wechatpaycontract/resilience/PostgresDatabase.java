package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * PostgreSQL from Maven. As root the library starts it in a user namespace of its own.
 */
final class PostgresDatabase extends TestDatabase {

	private final Path directory = TemporaryDirectory.create("postgres");

	private EmbeddedPostgres server;

	@Override
	String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
	}

	@Override
	String username() {
		return "postgres";
	}

	@Override
	String administration() {
		return "postgres";
	}

	@Override
	void start() {
		try {
			this.server = EmbeddedPostgres.builder()
				.setPort(port())
				.setDataDirectory(this.directory.resolve("data"))
				.setOverrideWorkingDirectory(this.directory.resolve("programs").toFile())
				.setCleanDataDirectory(false)
				.setRegisterShutdownHook(false)
				.setServerConfig("max_connections", "200")
				.setServerConfig("shared_buffers", "128MB")
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on")
				.setServerConfig("full_page_writes", "on")
				.setServerConfig("max_wal_size", "1GB")
				.setPGStartupWait(START)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	Iterable<ProcessHandle> processes() {
		return ProcessHandle.of(postmaster())
			.map((process) -> Stream.concat(Stream.of(process), process.descendants()).toList())
			.orElse(List.of());
	}

	private long postmaster() {
		try {
			return Long.parseLong(Files.readAllLines(this.directory.resolve("data/postmaster.pid")).get(0).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	void kill() {
		List<ProcessHandle> processes = new ArrayList<>();
		processes().forEach(processes::add);
		Signals.send("KILL", processes);
		processes.forEach((process) -> process.onExit().join());
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The one of this JVM.
	 */
	static final class Started {

		static final TestDatabase INSTANCE = start();

		private Started() {
		}

		private static TestDatabase start() {
			PostgresDatabase database = new PostgresDatabase();
			TemporaryDirectory.onExit(database::kill);
			database.start();
			return database;
		}

	}

}
