package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB, as durable as it can be: every commit is on disk before it is answered.
 */
final class MariadbDatabase extends TestDatabase {

	private final Path directory = TemporaryDirectory.create("mariadb");

	private final MariadbPrograms programs = MariadbPrograms.find();

	private Process server;

	@Override
	String url(String database) {
		return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
	}

	@Override
	String username() {
		return "root";
	}

	@Override
	String administration() {
		return "mysql";
	}

	private void install() {
		List<String> command = command(this.programs.install());
		command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
		Signals.run(command);
	}

	@Override
	void start() {
		List<String> command = command(this.programs.server());
		command.addAll(List.of("--port=" + port(), "--bind-address=127.0.0.1", "--skip-name-resolve",
				"--socket=" + this.directory.resolve("socket"), "--pid-file=" + this.directory.resolve("pid"),
				"--tmpdir=" + this.directory, "--skip-log-bin", "--max-connections=200",
				"--innodb-snapshot-isolation=ON", "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=ON",
				"--innodb-buffer-pool-size=256M"));
		try {
			this.server = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Await.until("MariaDB answers", START, () -> isAnswering() || !this.server.isAlive());
		if (!this.server.isAlive()) {
			throw new IllegalStateException("MariaDB did not start");
		}
	}

	/** Nothing is read from the settings of this host. */
	private List<String> command(Path program) {
		List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
		command.addAll(this.programs.options());
		command.addAll(List.of("--datadir=" + this.directory.resolve("data"),
				"--user=" + System.getProperty("user.name"), "--innodb-log-file-size=64M"));
		return command;
	}

	@Override
	Iterable<ProcessHandle> processes() {
		return List.of(this.server.toHandle());
	}

	@Override
	void kill() {
		this.server.destroyForcibly().onExit().join();
	}

	/**
	 * The one of this JVM.
	 */
	static final class Started {

		static final TestDatabase INSTANCE = start();

		private Started() {
		}

		private static TestDatabase start() {
			MariadbDatabase database = new MariadbDatabase();
			database.install();
			TemporaryDirectory.onExit(database::kill);
			database.start();
			return database;
		}

	}

}
