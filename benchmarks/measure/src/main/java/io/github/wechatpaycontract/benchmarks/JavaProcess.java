package io.github.wechatpaycontract.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;

/**
 * Starts a JVM and reads what it prints.
 */
final class JavaProcess {

	private final List<String> command = new ArrayList<>();

	private JavaProcess(Path jdk, boolean newer, String classPath) {
		this.command.add(jdk.resolve("bin/java").toString());
		this.command.addAll(List.of("-cp", classPath, "-Xms512m", "-Xmx512m"));
		if (newer) {
			this.command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		}
	}

	/**
	 * Describes a process of this class path and JDK.
	 * @param fixture the keys
	 * @return the process
	 */
	static JavaProcess of(Fixture fixture) {
		return of(fixture, System.getProperty("java.class.path"));
	}

	static JavaProcess of(Fixture fixture, String classPath) {
		return new JavaProcess(Path.of(System.getProperty("java.home")), false, classPath).fixture(fixture);
	}

	static JavaProcess of(Fixture fixture, Optional<Path> newerJdk) {
		return newerJdk.map((jdk) -> new JavaProcess(jdk, true, System.getProperty("java.class.path")).fixture(fixture))
			.orElseGet(() -> of(fixture));
	}

	private JavaProcess fixture(Fixture fixture) {
		return with("benchmarks.fixture", fixture.directory()).with("jdk.net.hosts.file", fixture.hosts())
			.with("javax.net.ssl.trustStore", fixture.trustStore())
			.with("javax.net.ssl.trustStorePassword", new String(Fixture.STORE_PASSWORD))
			.openSsl(false);
	}

	/**
	 * Chooses whose TLS Netty uses; the later choice holds.
	 */
	JavaProcess openSsl(boolean openSsl) {
		return with("io.netty.handler.ssl.noOpenSsl", !openSsl);
	}

	JavaProcess with(String property, Object value) {
		return flag("-D" + property + "=" + value);
	}

	JavaProcess flag(String flag) {
		this.command.add(flag);
		return this;
	}

	Process start(String mainClass, List<String> args) throws IOException {
		List<String> all = new ArrayList<>(this.command);
		all.add(mainClass);
		all.addAll(args);
		Process process = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return process;
	}

	/**
	 * Runs the process to its end.
	 * @param mainClass what to run
	 * @param args its arguments
	 * @return what it printed
	 * @throws IOException if it cannot start
	 * @throws InterruptedException if nobody waits any more
	 */
	List<String> run(String mainClass, List<String> args) throws IOException, InterruptedException {
		Process process = start(mainClass, args);
		try {
			process.getOutputStream().close();
			List<String> lines = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
				.lines()
				.toList();
			process.waitFor();
			if (process.exitValue() != 0) {
				throw new IllegalStateException(mainClass + " " + args + " ended with " + process.exitValue());
			}
			return lines;
		}
		finally {
			process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

}
