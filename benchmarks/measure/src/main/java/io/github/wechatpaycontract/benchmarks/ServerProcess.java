package io.github.wechatpaycontract.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.server.AnswerServer;

/**
 * The answering server, as long as it is needed.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final Map<Integer, Integer> ports;

	private ServerProcess(Process process, Map<Integer, Integer> ports) {
		this.process = process;
		this.ports = ports;
	}

	static ServerProcess start(Fixture fixture) throws IOException {
		Process process = JavaProcess.of(fixture).start(AnswerServer.class.getName(), List.of("0", "50"));
		Map<Integer, Integer> ports = new TreeMap<>();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		for (String line = out.readLine(); !"READY".equals(line); line = out.readLine()) {
			if (line == null) {
				throw new IllegalStateException("The answering server did not start");
			}
			String[] words = line.split(" ");
			ports.put(Integer.valueOf(words[1]), Integer.valueOf(words[2]));
		}
		return new ServerProcess(process, ports);
	}

	int port(int delayMillis) {
		return Objects.requireNonNull(this.ports.get(delayMillis), "the server has a port for each time");
	}

	JavaProcess known(JavaProcess client) {
		this.ports.forEach((delay, port) -> client.with("benchmarks.port." + delay, port));
		return client;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
