package io.github.wechatpaycontract.boot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.simulator.SignedNotification;

/**
 * An HTTP request to the byte, also such as no client library would send.
 *
 * @param line the request line
 * @param headers the header lines
 * @param body the bytes after the empty line
 */
public record RawRequest(String line, List<String> headers, byte[] body) {

	public static RawRequest of(String method, String target) {
		return new RawRequest(method + " " + target + " HTTP/1.1", List.of("Host: localhost", "Connection: close"),
				new byte[0]);
	}

	/**
	 * A notification as the simulator sends it.
	 */
	public static RawRequest post(String target, SignedNotification notification) {
		return of("POST", target).signedAs(notification).withLengthAnd(notification.body());
	}

	/**
	 * The header fields of a notification, without a body.
	 */
	public RawRequest signedAs(SignedNotification notification) {
		RawRequest request = this;
		for (var field : notification.headers().entries()) {
			request = request.with(field.getKey() + ": " + field.getValue());
		}
		return request;
	}

	public RawRequest with(String... lines) {
		List<String> all = new ArrayList<>(this.headers);
		all.addAll(List.of(lines));
		return new RawRequest(this.line, all, this.body);
	}

	public RawRequest without(String name) {
		return new RawRequest(this.line,
				this.headers.stream()
					.filter((header) -> !header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
					.toList(),
				this.body);
	}

	public RawRequest withLine(String line) {
		return new RawRequest(line, this.headers, this.body);
	}

	public RawRequest withBody(byte[] body) {
		return new RawRequest(this.line, this.headers, body);
	}

	public RawRequest withLengthAnd(byte[] body) {
		return with("Content-Length: " + body.length).withBody(body);
	}

	byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String head = this.line + "\r\n" + String.join("\r\n", this.headers) + "\r\n\r\n";
		bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
		bytes.writeBytes(this.body);
		return bytes.toByteArray();
	}

}
