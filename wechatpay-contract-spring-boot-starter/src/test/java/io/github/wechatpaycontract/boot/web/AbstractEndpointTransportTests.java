package io.github.wechatpaycontract.boot.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.wechatpaycontract.boot.RawClient;
import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.simulator.SignedNotification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a notification is carried, its bytes count; whatever else comes is cut short.
 */
@Timeout(60)
abstract class AbstractEndpointTransportTests extends AbstractEndpointTests {

	private static final byte[] CHUNK = "400\r\n%s\r\n".formatted("x".repeat(1024)).getBytes(StandardCharsets.US_ASCII);

	static final Duration BODY_TIMEOUT = Duration.ofMillis(1500);

	@Override
	String[] settings() {
		return new String[] { "wechatpay.notification.body-timeout=" + BODY_TIMEOUT.toMillis() + "ms",
				"server.http2.enabled=true" };
	}

	@ParameterizedTest
	@Tag("case-52")
	@ValueSource(strings = { "GET", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH" })
	void methodOtherThanPostIsNotAllowed(String method) {
		RawRequest genuine = RawRequest.post(PATH, genuine());
		RawResponse response = send(genuine.withLine(method + " " + PATH + " HTTP/1.1"));
		assertThat(response.status()).as(response.text()).isEqualTo(405);
		assertThat(response.header("Allow")).containsExactly("POST");
		assertThat(response.body()).isEmpty();
		assertNothingHandled();
	}

	@ParameterizedTest
	@Tag("case-52")
	@ValueSource(strings = { "TRACE", "post", "FOO" })
	void methodThatIsUnusualIsRefused(String method) {
		RawRequest genuine = RawRequest.post(PATH, genuine());
		RawResponse response = send(genuine.withLine(method + " " + PATH + " HTTP/1.1"));
		assertThat(response.status()).as(response.text()).isIn(400, 401, 405, 501);
		assertNothingHandled();
	}

	@ParameterizedTest
	@Tag("case-53")
	@ValueSource(strings = { "", "text/plain", "application/x-www-form-urlencoded", "application/xml",
			"application/octet-stream", "nonsense" })
	void contentTypeDoesNotMatter(String contentType) {
		SignedNotification notification = contentType.isEmpty() ? genuine().withHeader("Content-Type")
				: genuine().withHeader("Content-Type", contentType);
		assertAcknowledged(send(notification));
		assertThat(handler().notifications()).hasSize(1);
	}

	@Test
	@Tag("case-54")
	void chunkedBodyIsAccepted() {
		SignedNotification notification = genuine();
		assertAcknowledged(send(RawRequest.of("POST", PATH)
			.signedAs(notification)
			.with("Transfer-Encoding: chunked")
			.withBody(chunks(notification.body(), 100))));
	}

	private static byte[] chunks(byte[] body, int size) {
		StringBuilder text = new StringBuilder();
		for (int from = 0; from < body.length; from += size) {
			int length = Math.min(size, body.length - from);
			text.append(Integer.toHexString(length)).append("\r\n");
			text.append(new String(body, from, length, StandardCharsets.ISO_8859_1)).append("\r\n");
		}
		return text.append("0\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	@Test
	@Tag("case-54")
	void http10IsAccepted() {
		assertAcknowledged(send(RawRequest.post(PATH, genuine()).withLine("POST " + PATH + " HTTP/1.0")));
	}

	@Test
	@Tag("case-54")
	void expectationIsMet() {
		SignedNotification notification = genuine();
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(RawRequest.of("POST", PATH)
				.signedAs(notification)
				.with("Content-Length: " + notification.body().length, "Expect: 100-continue"));
			assertThat(client.readHead().text()).startsWith("HTTP/1.1 100");
			client.write(notification.body());
			assertAcknowledged(client.read());
		}
	}

	@Test
	@Tag("case-54")
	void http2IsAccepted() throws IOException, InterruptedException {
		SignedNotification notification = genuine();
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		HttpRequest upgrade = HttpRequest.newBuilder(this.application.uri("/")).timeout(Duration.ofSeconds(10)).build();
		client.send(upgrade, HttpResponse.BodyHandlers.discarding());
		HttpRequest.Builder request = HttpRequest.newBuilder(this.application.uri(PATH))
			.timeout(Duration.ofSeconds(10))
			.POST(HttpRequest.BodyPublishers.ofByteArray(notification.body()));
		notification.headers().forEach(request::header);
		HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
	}

	@Test
	void bodyInManySmallPiecesIsAccepted() {
		SignedNotification notification = genuine();
		byte[] body = notification.body();
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(RawRequest.post(PATH, notification).withBody(new byte[0]));
			for (byte next : body) {
				client.write(new byte[] { next });
			}
			assertAcknowledged(client.read());
		}
	}

	@Test
	void requestsOnOneConnectionAreKeptApart() {
		RawRequest request = RawRequest.post(PATH, genuine()).without("Connection");
		try (RawClient client = new RawClient(this.application.port())) {
			for (int i = 0; i < 3; i++) {
				client.write(request);
				assertThat(client.readHead().status()).isEqualTo(204);
			}
		}
	}

	@Test
	@Tag("case-56")
	void bodyThatIsAnnouncedTooLargeIsRefusedUnread() {
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(RawRequest.of("POST", PATH).signedAs(genuine()).with("Content-Length: 1073741824"));
			assertTooLarge(client.read());
		}
		assertGenuineStillWorks();
	}

	@Test
	@Tag("case-56")
	void bodyOneByteTooLargeIsRefused() {
		assertTooLarge(send(RawRequest.of("POST", PATH).signedAs(genuine()).withLengthAnd(new byte[64 * 1024 + 1])));
		assertRefused(send(RawRequest.of("POST", PATH).signedAs(genuine()).withLengthAnd(new byte[64 * 1024])));
	}

	@Test
	@Tag("case-56")
	void bodyWithoutEndIsRefused() {
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(RawRequest.of("POST", PATH).signedAs(genuine()).with("Transfer-Encoding: chunked"));
			int kibibytes = 0;
			while (kibibytes <= 64 && client.tryWrite(CHUNK)) {
				kibibytes++;
			}
			assertTooLarge(client.read());
		}
		assertGenuineStillWorks();
	}

	@Test
	@Tag("case-56")
	void serverHangsUpOnBodyWithoutEnd() {
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(RawRequest.of("POST", PATH).signedAs(genuine()).with("Transfer-Encoding: chunked"));
			int kibibytes = 0;
			while (kibibytes < 64 * 1024 && client.tryWrite(CHUNK)) {
				kibibytes++;
			}
			assertThat(kibibytes).isLessThan(64 * 1024);
		}
	}

	private void assertTooLarge(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(413);
		assertThat(response.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"too large\"}");
		assertNothingHandled();
	}

	@Test
	@Tag("case-57")
	void slowBodiesAreCutAtTheDeadline() {
		List<RawClient> slow = new ArrayList<>();
		try {
			RawRequest request = RawRequest.of("POST", PATH).signedAs(genuine()).with("Content-Length: 60000");
			for (int i = 0; i < 40; i++) {
				slow.add(new RawClient(this.application.port()));
				slow.get(i).write(request);
			}
			long start = System.nanoTime();
			int genuine = 0;
			while (System.nanoTime() - start < BODY_TIMEOUT.multipliedBy(2).toNanos()) {
				slow.forEach((client) -> client.tryWrite(new byte[1]));
				assertGenuineStillWorks();
				genuine++;
			}
			slow.forEach((client) -> assertThat(client.read().status()).isEqualTo(401));
			assertThat(genuine).isGreaterThan(10);
		}
		finally {
			slow.forEach(RawClient::close);
		}
	}

	@Test
	@Tag("case-58")
	void bodyThatBreaksOffIsNotHandled() {
		SignedNotification notification = genuine();
		byte[] body = notification.body();
		for (int length : new int[] { 0, 1, body.length / 2, body.length - 1 }) {
			try (RawClient client = new RawClient(this.application.port())) {
				client.write(RawRequest.of("POST", PATH)
					.signedAs(notification)
					.with("Content-Length: " + body.length)
					.withBody(Arrays.copyOf(body, length)));
				client.endOutput();
				assertThat(client.read().status() / 100).isNotEqualTo(2);
			}
		}
		assertNothingHandled();
		assertGenuineStillWorks();
	}

	@ParameterizedTest
	@Tag("case-59")
	@ValueSource(strings = { PATH + "/", "/" + PATH, "/wechatpay//contract/notify", "/wechatpay/contract/notif%79",
			"/wechatpay/contract/notify;a=b", "/wechatpay;a=b/contract/notify", "/WECHATPAY/contract/notify",
			"/wechatpay/contract/Notify", "/wechatpay/contract/notify.json", "/wechatpay/contract/notify%2F",
			"/wechatpay/./contract/notify", "/wechatpay/x/../contract/notify", "/wechatpay/contract%2Fnotify",
			"/wechatpay/contract/notify%00", "/wechatpay/contract/notify%20", "/wechatpay\\contract\\notify",
			"/wechatpay/contract/notify/x", "/wechatpay/contract" })
	void otherSpellingOfThePathIsNotTheEndpoint(String target) {
		RawResponse response = send(RawRequest.post(target, genuine()));
		assertThat(response.status()).as(response.text()).isIn(400, 401, 403, 404);
		assertThat(response.body()).doesNotContain("\"FAIL\"");
		assertNothingHandled();
	}

	@Test
	void queryDoesNotMatter() {
		assertAcknowledged(send(RawRequest.post(PATH + "?x=1&_method=PUT", genuine())));
	}

	@Test
	void targetInAbsoluteFormIsAccepted() {
		assertAcknowledged(send(RawRequest.post("http://localhost" + PATH, genuine())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-HTTP-Method-Override: GET", "X-Forwarded-Prefix: /evil", "X-Forwarded-Host: evil",
			"X-Original-URL: /other", "Origin: https://evil.example", "Cookie: SESSION=x; JSESSIONID=y",
			"Authorization: Basic dXNlcjp4", "Accept: text/html", "Accept: nonsense", "Accept-Encoding: gzip",
			"Range: bytes=0-1", "If-None-Match: *" })
	void headerThatIsNotOursDoesNotMatter(String header) {
		assertAcknowledged(send(RawRequest.post(PATH, genuine()).without("Accept").with(header)));
	}

}
