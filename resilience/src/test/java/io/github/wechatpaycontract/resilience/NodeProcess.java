package io.github.wechatpaycontract.resilience;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;

/**
 * A {@link LedgerNode} in a JVM of its own, on the same port after every start. Its
 * output lies in {@code target/nodes}.
 */
final class NodeProcess implements AutoCloseable {

	static final Duration START = Duration.ofSeconds(60);

	private static Path archive;

	private final int port = TestDatabase.freePort();

	private final LedgerDatabase database;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private Process process;

	NodeProcess(LedgerDatabase database, Map<String, ?> properties) {
		this.database = database;
		this.properties.putAll(TestMerchants.MERCHANT.springProperties("http://127.0.0.1:1",
				"http://127.0.0.1:1" + RunningApplication.NOTIFY_PATH));
		this.properties.put("server.port", this.port);
		this.properties.put("spring.datasource.url", database.url());
		this.properties.put("spring.datasource.username", database.server().username());
		this.properties.put("spring.main.banner-mode", "off");
		this.properties.put("spring.jmx.enabled", false);
		this.properties.put("wechatpay.ledger.reconciliation.enabled", false);
		// Sender and nodes share the cores, so a body may be late; the tests measure the
		// whole.
		this.properties.put("wechatpay.notification.body-timeout", "5s");
		this.properties.putAll(properties);
	}

	int port() {
		return this.port;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	NodeProcess start() {
		launch();
		awaitStart();
		return this;
	}

	void launch() {
		this.process = run(List.of("-XX:SharedArchiveFile=" + archive(this.database), "-Xshare:auto"), this.properties);
	}

	void awaitStart() {
		Await.until("node answers", START, () -> isAnswering() || !this.process.isAlive());
		if (!this.process.isAlive()) {
			throw new IllegalStateException("A node did not start; see target/nodes/" + this.port + ".log");
		}
	}

	boolean isAnswering() {
		return get("/hello", Duration.ofSeconds(2)) == 200;
	}

	/**
	 * Sends a GET.
	 * @return the status, 0 if no answer came in time
	 */
	int get(String path, Duration limit) {
		return request("GET", path, limit);
	}

	int request(String method, String path, Duration limit) {
		try {
			HttpURLConnection connection = (HttpURLConnection) uri(path).toURL().openConnection();
			connection.setRequestMethod(method);
			connection.setConnectTimeout((int) limit.toMillis());
			connection.setReadTimeout((int) limit.toMillis());
			connection.setRequestProperty("Connection", "close");
			int status = connection.getResponseCode();
			connection.disconnect();
			return status;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/** SIGKILL. */
	void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	/** SIGTERM. */
	void terminate() {
		this.process.destroy();
	}

	void awaitEnd() {
		try {
			if (!this.process.waitFor(40, TimeUnit.SECONDS)) {
				throw new AssertionError("The node does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public void close() {
		if (this.process != null && this.process.isAlive()) {
			kill();
		}
	}

	/** Made once in this JVM, by a node that ends as soon as it has started. */
	private static synchronized Path archive(LedgerDatabase database) {
		if (archive == null) {
			archive = TemporaryDirectory.create("archive").resolve("node.jsa");
			NodeProcess recorder = new NodeProcess(database, Map.of("node.exit", true, "server.port", 0));
			recorder.process = recorder.run(List.of("-XX:ArchiveClassesAtExit=" + archive), recorder.properties);
			recorder.awaitEnd();
		}
		return archive;
	}

	private Process run(List<String> options, Map<String, Object> properties) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-Xlog:disable", "-cp",
				NodeClassPath.jarsOnly(), LedgerNode.class.getName()));
		properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		try {
			Path logs = Files.createDirectories(Path.of("target/nodes"));
			File log = logs.resolve(this.port + ".log").toFile();
			Process started = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
				.start();
			TemporaryDirectory.onExit(started::destroyForcibly);
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
