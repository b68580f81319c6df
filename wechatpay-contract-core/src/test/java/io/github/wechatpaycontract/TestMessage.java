package io.github.wechatpaycontract;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers and body as they come in.
 */
public record TestMessage(Map<String, List<String>> headers, byte[] body) {

	public static final String TIMESTAMP = "Wechatpay-Timestamp";

	public static final String NONCE = "Wechatpay-Nonce";

	public static final String SERIAL = "Wechatpay-Serial";

	public static final String SIGNATURE = "Wechatpay-Signature";

	public static final String TYPE = "Wechatpay-Signature-Type";

	/** All values of a header, its name in any case. */
	public List<String> header(String name) {
		return this.headers.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().equalsIgnoreCase(name))
			.flatMap((entry) -> entry.getValue().stream())
			.toList();
	}

	public String first(String name) {
		return header(name).get(0);
	}

	public TestMessage with(String name, String... values) {
		Map<String, List<String>> changed = new LinkedHashMap<>(this.headers);
		changed.keySet().removeIf(name::equalsIgnoreCase);
		changed.put(name, List.of(values));
		return new TestMessage(changed, this.body);
	}

	public TestMessage without(String name) {
		return with(name);
	}

	public TestMessage withBody(byte[] body) {
		return new TestMessage(this.headers, body);
	}

	public TestMessage withBody(String body) {
		return withBody(body.getBytes(StandardCharsets.UTF_8));
	}

	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
