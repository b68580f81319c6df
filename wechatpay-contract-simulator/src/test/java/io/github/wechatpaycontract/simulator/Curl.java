package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request over a bare socket, with whatever header fields.
 */
final class Curl {

	private Curl() {
	}

	/**
	 * Sends a request without a body.
	 * @param fields header fields as {@code Name: value}; a Host is added if none is
	 * given
	 */
	static MerchantClient.Answered of(WechatPaySimulator simulator, String method, String uri, String... fields) {
		List<String> lines = new ArrayList<>(List.of(method + " " + uri + " HTTP/1.1"));
		if (List.of(fields).stream().noneMatch((field) -> field.startsWith("Host:"))) {
			lines.add("Host: localhost:" + simulator.port());
		}
		lines.addAll(List.of(fields));
		lines.addAll(List.of("Content-Length: 0", "Connection: close", "", ""));
		try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
			return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static MerchantClient.Answered answer(String text) {
		int end = text.indexOf("\r\n\r\n");
		List<String> head = text.substring(0, end).lines().toList();
		List<Map.Entry<String, String>> fields = head.stream().skip(1).map((line) -> {
			int colon = line.indexOf(':');
			return Map.entry(line.substring(0, colon), line.substring(colon + 1).strip());
		}).toList();
		return new MerchantClient.Answered(Integer.parseInt(head.get(0).split(" ")[1]), new HeaderFields(fields),
				text.substring(end + 4).getBytes(StandardCharsets.UTF_8));
	}

}
