package io.github.wechatpaycontract.benchmarks.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import io.github.wechatpaycontract.benchmarks.contender.OurMerchants;
import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One genuine notification, and its cryptography alone.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class NotificationBenchmark {

	@Param({ "JDK", "CORRETTO" })
	public CryptoChoice crypto = CryptoChoice.JDK;

	private NotificationVerifier verifier;

	private Function<String, List<String>> headers;

	private byte[] body;

	private RSAPublicKey platformKey;

	private byte[] message;

	private byte[] signature;

	private final byte[] nonce = SampleNotification.NONCE.getBytes(StandardCharsets.UTF_8);

	private final byte[] associatedData = SampleNotification.ASSOCIATED_DATA.getBytes(StandardCharsets.UTF_8);

	private final byte[] ciphertext = SampleNotification.sealed();

	/**
	 * Makes the notification, which may be five minutes old.
	 */
	@Setup
	public void prepare() {
		Fixture fixture = Fixture.ofProcess();
		SampleNotification sample = SampleNotification.create(fixture);
		this.verifier = new NotificationVerifier(OurMerchants.create(fixture, this.crypto), Clock.systemUTC(),
				Duration.ofMinutes(5), Map.of());
		this.headers = sample.with("Accept", "*/*");
		this.body = sample.bytes();
		this.platformKey = this.crypto.own(fixture.platformKey());
		this.message = sample.message();
		this.signature = Base64.getDecoder().decode(sample.header("Wechatpay-Signature"));
	}

	/**
	 * Both in turn.
	 * @param cpu what each took
	 * @param sink takes what they give
	 * @throws Exception if one fails
	 */
	@Benchmark
	public void turns(Cpu cpu, Blackhole sink) throws Exception {
		cpu.floor += Turn.of(this::floor, sink);
		cpu.ours += Turn.of(this::ours, sink);
		cpu.turns++;
	}

	private NotificationResult ours() {
		NotificationResult result = this.verifier.verify(this.headers, this.body);
		if (!(result instanceof NotificationResult.Verified)) {
			throw new IllegalStateException(result.toString());
		}
		return result;
	}

	private byte[] floor() throws GeneralSecurityException {
		if (!this.crypto.verify(this.platformKey, this.message, this.signature)) {
			throw new IllegalStateException("The signature does not hold");
		}
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", this.crypto.symmetric());
		cipher.init(Cipher.DECRYPT_MODE, SampleNotification.KEY, new GCMParameterSpec(128, this.nonce));
		cipher.updateAAD(this.associatedData);
		return cipher.doFinal(this.ciphertext);
	}

	/**
	 * The CPU of all turns in nanoseconds, and how many there were.
	 */
	@AuxCounters(AuxCounters.Type.EVENTS)
	@State(Scope.Thread)
	public static class Cpu {

		public long floor;

		public long ours;

		public long turns;

	}

}
