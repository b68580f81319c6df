package io.github.wechatpaycontract.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The runnable jar as a process of its own.
 */
final class SimulatorProcess implements AutoCloseable {

	private static final Path JAR = Path.of(System.getProperty("simulator.jar")).normalize();

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final Path errors;

	private final String yaml;

	private SimulatorProcess(Process process, Path errors) throws IOException {
		this.process = process;
		this.errors = errors;
		this.yaml = readYaml();
	}

	/**
	 * Starts it on a free port.
	 * @param directory for keys and what it writes to standard error
	 */
	static SimulatorProcess start(Path directory, String... options) throws IOException {
		assertThat(JAR).as("the jar that the simulator's build makes in phase package").isRegularFile();
		Path errors = directory.resolve("stderr");
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + "/bin/java", "-jar", JAR.toString(), "--port", "0"));
		command.addAll(List.of(options));
		return new SimulatorProcess(start(new ProcessBuilder(command).redirectError(errors.toFile())), errors);
	}

	/**
	 * Starts a process that does not outlive this one, whatever becomes of the test.
	 */
	static Process start(ProcessBuilder builder) throws IOException {
		Process process = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return process;
	}

	static Path jar() {
		return JAR;
	}

	private String readYaml() throws IOException {
		StringBuilder text = new StringBuilder();
		BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8);
		String line = output.readLine();
		while (line != null && !line.equals("# Any other client:")) {
			text.append(line).append('\n');
			line = output.readLine();
		}
		assertThat(line).as(() -> "printed configuration; standard error: " + errors()).isNotNull();
		return text.toString();
	}

	/**
	 * What it prints for an application.yml.
	 */
	String yaml() {
		return this.yaml;
	}

	/**
	 * One of the properties in it.
	 */
	String property(String name) {
		YamlPropertiesFactoryBean factory = new YamlPropertiesFactoryBean();
		factory.setResources(new ByteArrayResource(this.yaml.getBytes(StandardCharsets.UTF_8)));
		Properties properties = factory.getObject();
		assertThat(properties).containsKey(name);
		return String.valueOf(properties.get(name));
	}

	URI baseUrl() {
		return URI.create(property("wechatpay.client.base-url"));
	}

	/**
	 * Signs as the payer.
	 * @return the simulator's answer once the notification was delivered
	 */
	String confirm(String outContractCode) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest
			.newBuilder(baseUrl().resolve("/simulator/contracts/" + outContractCode + "/confirm"))
			.timeout(LIMIT)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	/**
	 * What it wrote to standard error.
	 */
	String errors() {
		try {
			return Files.readString(this.errors);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	/**
	 * Asks it to end.
	 * @return its status
	 */
	int stop() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ends when asked to").isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
