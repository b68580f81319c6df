package io.github.wechatpaycontract.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An HTTP response to the byte.
 *
 * @param text everything that came until the server closed the connection, empty if
 * nothing did
 */
public record RawResponse(String text) {

	public static RawResponse of(byte[] bytes) {
		return new RawResponse(new String(bytes, StandardCharsets.ISO_8859_1));
	}

	/**
	 * The status of the last response, after any 100.
	 */
	public int status() {
		String line = last().lines().findFirst().orElse("");
		return line.matches("HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(line.substring(9, 12)) : -1;
	}

	public List<String> header(String name) {
		String prefix = name.toLowerCase() + ":";
		return head().filter((line) -> line.toLowerCase().startsWith(prefix))
			.map((line) -> line.substring(prefix.length()).strip())
			.toList();
	}

	public String body() {
		int end = last().indexOf("\r\n\r\n");
		return (end < 0) ? "" : last().substring(end + 4);
	}

	/**
	 * All of it but what differs from one second to the next.
	 */
	public String withoutDate() {
		return last().replaceAll("(?im)^date:.*\r\n", "");
	}

	/**
	 * Whether all of the announced body is there.
	 */
	boolean isComplete() {
		if (!last().contains("\r\n\r\n")) {
			return false;
		}
		if (header("Transfer-Encoding").contains("chunked")) {
			return body().endsWith("0\r\n\r\n");
		}
		List<String> length = header("Content-Length");
		return status() == 204 || (!length.isEmpty() && body().length() >= Integer.parseInt(length.get(0)));
	}

	private Stream<String> head() {
		return Arrays.stream(last().split("\r\n\r\n", 2)[0].split("\r\n"));
	}

	private String last() {
		String rest = this.text;
		while (rest.startsWith("HTTP/1.1 100")) {
			int end = rest.indexOf("\r\n\r\n");
			rest = (end < 0) ? "" : rest.substring(end + 4);
		}
		return rest;
	}

}
