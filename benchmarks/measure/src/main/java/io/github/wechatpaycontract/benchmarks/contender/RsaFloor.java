package io.github.wechatpaycontract.benchmarks.contender;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;

/**
 * What no client can do without: one signature of a request and one verification of an
 * answer.
 */
public final class RsaFloor implements BlockingCaller {

	private final CryptoChoice crypto;

	private final RSAPrivateKey privateKey;

	private final RSAPublicKey platformKey;

	private final byte[] request = "POST\n%s\n1764066896\n%s\n%s\n"
		.formatted(ExampleCall.PATH, "593BEC0C930BF1AFEB40B4A08C8FB242", ExampleCall.BODY)
		.getBytes(StandardCharsets.UTF_8);

	private final byte[] answer = "1764066896\n%s\n%s\n"
		.formatted("593BEC0C930BF1AFEB40B4A08C8FB242", ExampleCall.ANSWER)
		.getBytes(StandardCharsets.UTF_8);

	private final byte[] answerSignature;

	public RsaFloor(Fixture fixture, CryptoChoice crypto) {
		this.crypto = crypto;
		this.privateKey = crypto.own(fixture.merchantKey());
		this.platformKey = crypto.own(fixture.platformKey());
		this.answerSignature = CryptoChoice.JDK.sign(fixture.platformPrivateKey(), this.answer);
	}

	@Override
	public void call() {
		byte[] signature = this.crypto.sign(this.privateKey, this.request);
		if (signature.length != 256 || !this.crypto.verify(this.platformKey, this.answer, this.answerSignature)) {
			throw new IllegalStateException("The signature does not hold");
		}
	}

}
