package io.github.wechatpaycontract.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;

/**
 * What a {@link ScriptedServer} says to one request, byte for byte, and how it goes on.
 *
 * @param bytes what it says
 * @param then what it does afterwards
 * @param pause how long it waits before each byte; zero to send all of them at once
 */
public record Reply(byte[] bytes, Then then, Duration pause) {

	static final int ROUND = 12_800;

	/**
	 * Nothing, with the connection left open.
	 */
	public static final Reply SILENCE = text("");

	/**
	 * Something that need not be HTTP.
	 */
	public static Reply bytes(byte[] bytes) {
		return new Reply(bytes, Then.WAIT, Duration.ZERO);
	}

	/**
	 * Something that need not be HTTP.
	 */
	public static Reply text(String text) {
		return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * A head with its empty line, and a body as it is.
	 */
	public static Reply http(String status, Map<String, String> headers, byte[] body) {
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
		headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		return text(head.append("\r\n").toString()).followedBy(body);
	}

	/**
	 * What WeChat Pay answers at the time of {@link TestPlatform#CLOCK}.
	 */
	public static Reply signed(String body) {
		return signed(TestPlatform.sign(body));
	}

	/**
	 * A message of the platform as an answer.
	 */
	public static Reply signed(TestMessage message) {
		StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
		message.headers()
			.forEach((name, values) -> values.forEach((value) -> head.append(name + ": " + value + "\r\n")));
		head.append("Content-Length: " + message.body().length + "\r\n\r\n");
		return text(head.toString()).followedBy(message.body());
	}

	/**
	 * This reply with more bytes.
	 */
	public Reply followedBy(byte[] more) {
		byte[] all = Arrays.copyOf(this.bytes, this.bytes.length + more.length);
		System.arraycopy(more, 0, all, this.bytes.length, more.length);
		return new Reply(all, this.then, this.pause);
	}

	/**
	 * The first bytes of this reply.
	 */
	public Reply cut(int length) {
		return new Reply(Arrays.copyOf(this.bytes, length), this.then, this.pause);
	}

	/**
	 * This reply, with the connection closed afterwards.
	 */
	public Reply thenClose() {
		return new Reply(this.bytes, Then.CLOSE, this.pause);
	}

	/**
	 * This reply, with the connection reset afterwards.
	 */
	public Reply thenReset() {
		return new Reply(this.bytes, Then.RESET, this.pause);
	}

	/**
	 * This reply, with its last {@value #ROUND} bytes repeated without end.
	 */
	public Reply thenForever() {
		return new Reply(this.bytes, Then.REPEAT, this.pause);
	}

	/**
	 * This reply, a byte at a time.
	 */
	public Reply dripping(Duration pause) {
		return new Reply(this.bytes, this.then, pause);
	}

	/**
	 * What happens after a reply.
	 */
	public enum Then {

		/** The server waits for the next request. */
		WAIT,

		/** The server closes the connection. */
		CLOSE,

		/** The server resets the connection. */
		RESET,

		/** The server says the last of it again, for ever. */
		REPEAT

	}

}
