package io.github.wechatpaycontract.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.faults.FaultExchange.Front;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for answers that do not come to their end: too slow, or too large.
 */
class EndlessAnswerTests {

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	/**
	 * What a server can have written beyond what was read: the buffers of two sockets.
	 */
	private static final long BUFFERS = 16 * 1024 * 1024;

	@ParameterizedTest
	@EnumSource
	@Tag("case-126")
	void callWhenAnswerDripsEndsAtTheDeadline(Front front) throws Exception {
		try (ScriptedServer server = ScriptedServer.with(Reply.signed("{}").dripping(Duration.ofMillis(15)))) {
			FaultExchange exchange = FaultExchange.to(server.baseUrl());
			try (exchange) {
				Outcome outcome = exchange.outcome(front, FaultExchange.POST);
				assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.TIMEOUT);
				assertThat(outcome.transport().isOutcomeUnknown()).isTrue();
				assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
			}
			exchange.awaitChannels(0);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
			"HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n" })
	@Tag("case-127")
	void callWhenBodyIsEndlessStopsReading(String head) throws Exception {
		Reply answer = Reply.text(head).followedBy(" ".repeat(Reply.ROUND).getBytes(StandardCharsets.US_ASCII));
		try (ScriptedServer server = ScriptedServer.with(answer.thenForever())) {
			FaultExchange exchange = FaultExchange.patientlyAtNow(server.baseUrl());
			try (exchange) {
				Outcome outcome = exchange.outcome(FaultExchange.POST);
				assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.ANSWER_TOO_LARGE);
				assertThat(outcome.transport().isOutcomeUnknown()).isTrue();
				exchange.awaitChannels(0);
			}
			assertThat(server.written()).isLessThan(BUFFERS);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nX: y\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" })
	@Tag("case-127")
	void callWhenAnythingBeforeOrAfterTheBodyIsEndlessStopsReading(String head) throws Exception {
		Reply answer = Reply.text(head).followedBy("0".repeat(Reply.ROUND).getBytes(StandardCharsets.US_ASCII));
		endsAsDeclared(answer.thenForever());
	}

	@Test
	@Tag("case-127")
	void callWhenHeadersAreCountlessStopsReading() throws Exception {
		Reply answer = Reply.text("HTTP/1.1 200 OK\r\n")
			.followedBy("X: y\r\n".repeat(Reply.ROUND / 6 + 1).getBytes(StandardCharsets.US_ASCII));
		endsAsDeclared(answer.thenForever());
	}

	@ParameterizedTest
	@EnumSource
	@Tag("case-127")
	void callWhenServerSaysContinueWithoutEndEndsInTime(Front front) throws Exception {
		byte[] interim = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
		Reply answer = Reply.bytes(new byte[0]);
		for (int i = 0; i < 512; i++) {
			answer = answer.followedBy(interim);
		}
		try (ScriptedServer server = ScriptedServer.with(answer.thenForever())) {
			FaultExchange exchange = FaultExchange.to(server.baseUrl());
			try (exchange) {
				Outcome outcome = exchange.outcome(front, FaultExchange.POST);
				assertThat(outcome.transport().getFailure()).as("%s", outcome).isIn(Failure.PROTOCOL, Failure.TIMEOUT);
				assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
			}
			exchange.awaitChannels(0);
		}
	}

	@Test
	@Tag("case-127")
	void callWhenAnswerIsCompressedUnaskedNeverUnpacksIt() throws Exception {
		byte[] bomb = bomb();
		TestMessage message = TestPlatform.sign(bomb);
		Map<String, String> headers = new TreeMap<>();
		message.headers().forEach((name, values) -> headers.put(name, values.get(0)));
		headers.put("Content-Encoding", "gzip");
		headers.put("Content-Length", Integer.toString(bomb.length));
		try (ScriptedServer server = ScriptedServer.with(Reply.http("200 OK", headers, bomb));
				FaultExchange exchange = FaultExchange.patientlyAtNow(server.baseUrl())) {
			ApiAnswer answer = exchange.call(FaultExchange.POST).block(FaultExchange.LIMIT);
			assertThat(answer.as(byte[].class)).isEqualTo(bomb);
			assertThat(server.requests().get(0)).doesNotContainIgnoringCase("accept-encoding");
		}
	}

	private static byte[] bomb() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			byte[] zeros = new byte[1024 * 1024];
			for (int i = 0; i < 64; i++) {
				gzip.write(zeros);
			}
		}
		assertThat(bytes.size()).isLessThan(256 * 1024);
		return bytes.toByteArray();
	}

	private static void endsAsDeclared(Reply answer) throws InterruptedException {
		try (ScriptedServer server = ScriptedServer.with(answer)) {
			FaultExchange exchange = FaultExchange.patientlyAtNow(server.baseUrl());
			try (exchange) {
				Outcome outcome = exchange.outcome(FaultExchange.POST);
				assertThat(outcome.transport().getFailure()).as("%s", outcome)
					.isIn(Failure.PROTOCOL, Failure.ANSWER_TOO_LARGE);
				assertThat(outcome.transport().isOutcomeUnknown()).isTrue();
				exchange.awaitChannels(0);
			}
			assertThat(server.written()).isLessThan(BUFFERS);
		}
	}

}
