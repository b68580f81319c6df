package io.github.wechatpaycontract.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that break in the midst of a call, at every single byte.
 */
class TruncatedAnswerTests {

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestMessage MESSAGE = TestPlatform.sign("{\"a\":\"0123456789\"}");

	private static final Reply ANSWER = Reply.signed(MESSAGE);

	private static final int LENGTH = ANSWER.bytes().length;

	/** Where the body begins. */
	private static final int BODY = LENGTH - MESSAGE.body().length;

	private final ScriptedServer server = ScriptedServer.with(ANSWER);

	private final FaultProxy proxy = FaultProxy.to(this.server.port());

	private final FaultExchange exchange = FaultExchange.patientlyAtNow(this.proxy.baseUrl());

	@BeforeEach
	void warmUp() {
		assertThat(this.exchange.outcome(FaultExchange.POST).error()).isNull();
		this.server.replies(ANSWER);
	}

	@AfterEach
	void close() throws Exception {
		this.exchange.close();
		this.exchange.awaitChannels(0);
		assertThat(this.proxy.awaitConnections(0, FaultExchange.LIMIT)).isTrue();
		this.proxy.close();
		this.server.close();
	}

	@Test
	@Tag("case-125")
	void callWhenAnswerEndsAtAnyByteIsLost() throws Exception {
		for (int length = 0; length <= LENGTH; length++) {
			this.proxy.downstream(Toxic.limitData(length));
			Outcome outcome = this.exchange.outcome(FaultExchange.POST);
			if (length < LENGTH) {
				isLost(outcome, length);
			}
			else {
				assertThat(outcome.error()).as("all of it").isNull();
			}
			this.exchange.awaitChannels(0);
		}
		assertThat(this.server.requests()).as("one request for each call").hasSize(LENGTH + 1);
	}

	@Test
	@Tag("case-125")
	void callWhenConnectionIsResetAtAnyByteOfTheAnswerIsLost() throws Exception {
		int calls = 0;
		for (int length = 0; length < LENGTH; length += Scale.of(7, 1)) {
			this.proxy.downstream(Toxic.resetPeer(Duration.ZERO).after(length));
			isLost(this.exchange.outcome(FaultExchange.POST), length);
			this.exchange.awaitChannels(0);
			calls++;
		}
		assertThat(this.server.requests()).hasSize(calls);
	}

	@Test
	@Tag("case-125")
	void callWhenConnectionIsResetAtAnyByteOfTheRequestIsLost() throws Exception {
		assertThat(this.exchange.outcome(FaultExchange.POST).error()).isNull();
		int length = this.server.requests().get(0).length();
		for (int sent = 0; sent < length; sent += Scale.of(25, 1)) {
			this.proxy.upstream((sent % 2 == 0) ? Toxic.resetPeer(Duration.ZERO).after(sent) : Toxic.limitData(sent));
			Outcome outcome = this.exchange.outcome(FaultExchange.POST);
			assertThat(outcome.transport().getFailure()).as("byte %d: %s", sent, outcome)
				.isEqualTo(Failure.CONNECTION_LOST);
			assertThat(outcome.transport().isOutcomeUnknown()).as("byte %d", sent).isTrue();
			this.exchange.awaitChannels(0);
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	@Tag("case-125")
	void callWhenChunkedAnswerEndsAtAnyByteIsLost() throws Exception {
		Reply answer = chunked();
		for (int length = head("Transfer-Encoding: chunked").length(); length < answer.bytes().length; length++) {
			this.server.replies(answer.cut(length).thenClose());
			isLost(this.exchange.outcome(FaultExchange.POST), length);
			this.exchange.awaitChannels(0);
		}
		this.server.replies(answer);
		assertThat(this.exchange.outcome(FaultExchange.POST).error()).isNull();
	}

	@Test
	@Tag("case-125")
	void callWhenAnswerOfUnknownLengthIsCutIsNotTrusted() throws Exception {
		Reply answer = Reply.text(head("Connection: close")).followedBy(MESSAGE.body());
		int length = answer.bytes().length;
		for (int sent = length - MESSAGE.body().length; sent <= length; sent++) {
			this.server.replies(answer.cut(sent).thenClose());
			Outcome outcome = this.exchange.outcome(FaultExchange.POST);
			if (sent < length) {
				assertThat(outcome.error()).as("byte %d", sent).isInstanceOf(WechatPaySignatureException.class);
			}
			else {
				assertThat(outcome.error()).as("all of it").isNull();
			}
			this.exchange.awaitChannels(0);
		}
	}

	private static Reply chunked() {
		String body = "%x\r\n%s\r\n0\r\n\r\n".formatted(MESSAGE.body().length, MESSAGE.text());
		return Reply.text(head("Transfer-Encoding: chunked")).followedBy(body.getBytes(StandardCharsets.UTF_8));
	}

	private static String head(String framing) {
		return new String(ANSWER.bytes(), 0, BODY, StandardCharsets.US_ASCII).replaceFirst("Content-Length: [0-9]+",
				framing);
	}

	private static void isLost(Outcome outcome, int length) {
		assertThat(outcome.transport().getFailure()).as("byte %d: %s", length, outcome)
			.isEqualTo(Failure.CONNECTION_LOST);
		assertThat(outcome.transport().isOutcomeUnknown()).as("byte %d", length).isTrue();
	}

}
