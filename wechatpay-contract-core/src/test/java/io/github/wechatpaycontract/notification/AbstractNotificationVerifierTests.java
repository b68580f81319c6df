package io.github.wechatpaycontract.notification;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A verifier, and messages with a good signature.
 */
abstract class AbstractNotificationVerifierTests {

	static final String CODE = "\"out_contract_code\":\"wxwtdk20200910100000\"";

	final NotificationVerifier verifier = verifier(Map.of());

	static NotificationVerifier verifier(Map<String, NotificationKind> eventTypes) {
		return new NotificationVerifier(TestPlatform.merchant(), TestPlatform.CLOCK, TestPlatform.SKEW, eventTypes);
	}

	final NotificationResult verify(TestMessage message) {
		return this.verifier.verify(message::header, message.body());
	}

	final ContractNotification verified(TestMessage message) {
		NotificationResult result = verify(message);
		assertThat(result).isInstanceOf(Verified.class);
		return ((Verified) result).notification();
	}

	final Rejected assertNotAuthentic(TestMessage message, String what) {
		NotificationResult result = verify(message);
		assertThat(result).as(what).isInstanceOf(Rejected.class);
		assertThat(((Rejected) result).rejection()).as(what).isEqualTo(Rejection.NOT_AUTHENTIC);
		return (Rejected) result;
	}

	final Rejected assertMalformed(TestMessage message) {
		return assertRejected(message, Rejection.MALFORMED);
	}

	final Rejected assertRejected(TestMessage message, Rejection rejection) {
		NotificationResult result = verify(message);
		assertThat(result).isInstanceOf(Rejected.class);
		assertThat(((Rejected) result).rejection()).isEqualTo(rejection);
		return (Rejected) result;
	}

	static TestMessage plaintext(String plaintext) {
		return TestPlatform.notification("ENTRUST.SIGN", plaintext);
	}

	static String envelope(Consumer<Map<String, @Nullable Object>> change) {
		return TestPlatform.json(changed(TestPlatform.envelope("ENTRUST.SIGN", utf8("{" + CODE + "}")), change));
	}

	static String resource(Consumer<Map<String, @Nullable Object>> change) {
		Map<String, @Nullable Object> envelope = TestPlatform.envelope("ENTRUST.SIGN", utf8("{" + CODE + "}"));
		Map<String, @Nullable Object> resource = new HashMap<>();
		((Map<?, ?>) envelope.get("resource")).forEach((name, value) -> resource.put((String) name, value));
		change.accept(resource);
		envelope.put("resource", resource);
		return TestPlatform.json(envelope);
	}

	static Map<String, @Nullable Object> changed(Map<String, @Nullable Object> map,
			Consumer<Map<String, @Nullable Object>> change) {
		Map<String, @Nullable Object> changed = new LinkedHashMap<>(map);
		change.accept(changed);
		return changed;
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
