package io.github.wechatpaycontract.notification;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationVerifier}: the signature comes first.
 */
class NotificationVerifierTests extends AbstractNotificationVerifierTests {

	@Test
	@Tag("case-63")
	void verifyWhenAnyBitOfBodyOrHeaderIsFlippedRefuses() {
		TestMessage genuine = Vectors.message(Vectors.find("notifications", "N1"));
		assertThat(verify(genuine)).isInstanceOf(Verified.class);
		int positions = 0;
		for (int bit = 0; bit < genuine.body().length * 8; bit++, positions++) {
			byte[] body = genuine.body().clone();
			body[bit / 8] ^= (byte) (1 << (bit % 8));
			assertNotAuthentic(genuine.withBody(body), "body bit " + bit);
		}
		for (String name : List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL, TestMessage.SIGNATURE,
				TestMessage.TYPE)) {
			byte[] value = genuine.first(name).getBytes(StandardCharsets.ISO_8859_1);
			for (int bit = 0; bit < value.length * 8; bit++, positions++) {
				byte[] changed = value.clone();
				changed[bit / 8] ^= (byte) (1 << (bit % 8));
				assertNotAuthentic(genuine.with(name, new String(changed, StandardCharsets.ISO_8859_1)),
						name + " bit " + bit);
			}
		}
		assertThat(positions).isGreaterThan(9_000);
	}

	@Test
	@Tag("case-64")
	void verifyWhenBodyIsEncodedAgainRefuses() throws Exception {
		TestMessage genuine = TestPlatform.notification("ENTRUST.SIGN", "{}");
		String text = genuine.text();
		ObjectMapper mapper = new ObjectMapper();
		Map<?, ?> tree = mapper.readValue(text, Map.class);
		Map<Object, Object> reordered = new TreeMap<>(tree);
		for (byte[] body : new byte[][] { mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree),
				mapper.writeValueAsBytes(reordered), utf8(text + " "), utf8(text + "\n"), utf8(" " + text),
				utf8(text.replace("/", "\\/")), utf8(text.replace(":", ": ")), utf8("\uFEFF" + text),
				utf8(text.replace("免", "\\u514d")), utf8(text.replace("+", "\\u002b")),
				text.getBytes(Charset.forName("GBK")), text.getBytes(StandardCharsets.UTF_16),
				text.getBytes(StandardCharsets.UTF_16LE), text.getBytes(StandardCharsets.ISO_8859_1) }) {
			if (!Arrays.equals(body, genuine.body())) {
				assertNotAuthentic(genuine.withBody(body), new String(body, StandardCharsets.UTF_8));
			}
		}
		TestMessage accented = TestPlatform.sign(text.replace("免密", "Café 가"));
		assertThat(verify(accented)).isInstanceOf(Verified.class);
		assertNotAuthentic(accented.withBody(Normalizer.normalize(accented.text(), Normalizer.Form.NFD)), "NFD");
	}

	@Test
	@Tag("case-89")
	void verifyWhenOnlyTheApiV3KeyIsStolenRefuses() {
		String body = TestPlatform.json(TestPlatform.envelope("ENTRUST.SIGN", utf8(TestPlatform.SIGNED)));
		assertNotAuthentic(TestPlatform.sign(TestPlatform.MERCHANT_KEY, TestPlatform.PUBLIC_KEY_ID, utf8(body)),
				"merchant key");
		assertNotAuthentic(TestPlatform.sign(TestPlatform.MERCHANT_KEY, TestPlatform.MERCHANT_SERIAL, utf8(body)),
				"merchant serial");
		assertNotAuthentic(
				TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, Vectors.key("wechatpay_cert_serial"), utf8(body)),
				"certificate not in the ring");
	}

	@Test
	@Tag("case-46")
	void verifyWhenSerialIsTheMerchantsOwnSaysSo() {
		Rejected rejected = assertNotAuthentic(
				TestPlatform.notification("ENTRUST.SIGN", "{}").with(TestMessage.SERIAL, TestPlatform.MERCHANT_SERIAL),
				"merchant serial");
		assertThat(rejected.signatureFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL);
		assertThat(rejected.detail()).contains("merchant's own certificate");
		assertThat(
				assertNotAuthentic(TestPlatform.notification("ENTRUST.SIGN", "{}").with(TestMessage.SERIAL, "ABC"), "")
					.detail())
			.contains("'ABC'")
			.doesNotContain("merchant");
	}

	@Test
	@Tag("case-38")
	void verifyWhenAHeaderIsHostileRepeatsNothingOfIt() {
		TestMessage genuine = TestPlatform.notification("ENTRUST.SIGN", "{}");
		for (String name : List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL, TestMessage.SIGNATURE,
				TestMessage.TYPE)) {
			for (String hostile : new String[] { "canary\r\nX: y", "canary\u001b[2J", "canary密", "\u0000canary",
					"canary" + "a".repeat(100_000) }) {
				Rejected rejected = assertNotAuthentic(genuine.with(name, hostile), name);
				assertThat(rejected.detail() + rejected.reason() + rejected).doesNotContain("canary")
					.hasSizeLessThan(500);
			}
		}
	}

	@Test
	void verifyWhenCalledNeverLooksAtTheBodyBeforeTheSignatureHeld() {
		byte[] absurd = ("{\"a\":" + "[".repeat(500_000)).getBytes(StandardCharsets.UTF_8);
		assertNotAuthentic(TestPlatform.notification("ENTRUST.SIGN", "{}").withBody(absurd), "body");
		assertNotAuthentic(new TestMessage(Map.of(), absurd), "no headers");
	}

}
