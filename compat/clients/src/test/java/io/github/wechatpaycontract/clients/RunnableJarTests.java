package io.github.wechatpaycontract.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The runnable jar and the process it becomes.
 */
class RunnableJarTests {

	@TempDir
	private Path temporary;

	@Test
	void endsQuietlyWhenAskedTo() throws Exception {
		try (SimulatorProcess simulator = SimulatorProcess.start(this.temporary)) {
			assertThat(simulator.stop()).isEqualTo(143);
			assertThat(simulator.errors()).isEmpty();
		}
	}

	@Test
	void showsItsPageWithEverythingItNeeds() throws Exception {
		try (SimulatorProcess simulator = SimulatorProcess.start(this.temporary)) {
			HttpResponse<String> page = get(simulator.baseUrl().resolve("/"));
			assertThat(page.statusCode()).isEqualTo(200);
			List<String> resources = Pattern.compile("(?:href|src)=\"(/[^\"#?]*\\.(?:css|js|svg))")
				.matcher(page.body())
				.results()
				.map((found) -> found.group(1))
				.toList();
			assertThat(resources).isNotEmpty()
				.allSatisfy((resource) -> assertThat(get(simulator.baseUrl().resolve(resource)).statusCode())
					.isEqualTo(200));
			assertThat(simulator.errors()).isEmpty();
		}
	}

	private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
		return HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build()
			.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void takenPortIsNamedAndNothingRemains() throws Exception {
		try (SimulatorProcess first = SimulatorProcess.start(this.temporary)) {
			Process second = SimulatorProcess.start(new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
					"-jar", SimulatorProcess.jar().toString(), "--port", String.valueOf(first.baseUrl().getPort())));
			assertThat(second.errorReader().readLine()).startsWith("Invalid value for option '--port'");
			assertThat(second.waitFor()).isEqualTo(2);
			assertThat(second.inputReader().readLine()).isNull();
		}
	}

	@Test
	void jarNamesTheProjectOfEveryPackageAndHasNoSignatures() throws IOException {
		try (JarFile jar = new JarFile(SimulatorProcess.jar().toFile())) {
			String thirdParty = new String(jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY")).readAllBytes());
			List<String> named = thirdParty.lines()
				.skip(3)
				.filter((line) -> line.matches("[a-z0-9]+(\\.[a-z0-9]+)* {2,}.*"))
				.map((line) -> line.substring(0, line.indexOf(' ')).replace('.', '/') + "/")
				.toList();
			assertThat(jar.stream().map(JarEntry::getName)).allSatisfy((name) -> {
				assertThat(name).doesNotMatch("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
				if (name.endsWith(".class")) {
					assertThat(name.replaceFirst("META-INF/versions/[0-9]+/", "")).satisfiesAnyOf(
							(path) -> assertThat(path).startsWith("io/github/wechatpaycontract/"),
							(path) -> assertThat(named).anyMatch(path::startsWith));
				}
			});
			assertThat(named).hasSize(8);
		}
	}

}
