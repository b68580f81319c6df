package io.github.wechatpaycontract.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.crypto.RandomText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.security.interfaces.RSAPrivateKey;

/**
 * A whole HTTP answer, signed. Making one takes a signature, sending it again takes none.
 */
final class SignedAnswer {

	private final RSAPrivateKey key;

	private final SecureRandom random = new SecureRandom();

	private volatile ByteBuf bytes;

	SignedAnswer(Fixture fixture) {
		this.key = CryptoChoice.CORRETTO.own(fixture.platformPrivateKey());
		this.bytes = sign();
	}

	/** Answers may be five minutes old; these never get there. */
	void renew() {
		this.bytes = sign();
	}

	ByteBuf bytes() {
		return this.bytes.duplicate();
	}

	private ByteBuf sign() {
		String timestamp = Long.toString(Instant.now().getEpochSecond());
		String nonce = RandomText.alphanumeric(this.random, 32);
		byte[] message = (timestamp + "\n" + nonce + "\n" + ExampleCall.ANSWER + "\n").getBytes(StandardCharsets.UTF_8);
		String signature = Base64.getEncoder().encodeToString(CryptoChoice.CORRETTO.sign(this.key, message));
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer()
			.writeBytes("""
					HTTP/1.1 200 OK\r
					Server: nginx\r
					Content-Type: application/json; charset=utf-8\r
					Content-Length: %d\r
					Keep-Alive: timeout=8\r
					Cache-Control: no-cache, must-revalidate\r
					X-Content-Type-Options: nosniff\r
					Request-ID: 08F78BD5A90610ED021882C4E4A401208C0728D8B203\r
					Content-Language: zh-CN\r
					Wechatpay-Nonce: %s\r
					Wechatpay-Signature: %s\r
					Wechatpay-Timestamp: %s\r
					Wechatpay-Serial: %s\r
					Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048\r
					\r
					%s"""
				.formatted(ExampleCall.ANSWER.length(), nonce, signature, timestamp, ExampleCall.PUBLIC_KEY_ID,
						ExampleCall.ANSWER)
				.getBytes(StandardCharsets.UTF_8)));
	}

}
