package io.github.wechatpaycontract.benchmarks.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.wechatpaycontract.benchmarks.contender.OurMerchants;
import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What can be refused without cryptography, as fast as anyone may send it.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class MalformedNotificationBenchmark {

	@Param
	public Fault fault = Fault.HEADER_MISSING;

	private NotificationVerifier verifier;

	private Function<String, List<String>> headers;

	private byte[] body;

	/**
	 * Makes the notification.
	 */
	@Setup
	public void prepare() {
		Fixture fixture = Fixture.ofProcess();
		SampleNotification sample = SampleNotification.create(fixture);
		this.verifier = new NotificationVerifier(OurMerchants.create(fixture, CryptoChoice.JDK), Clock.systemUTC(),
				Duration.ofMinutes(5), Map.of());
		this.headers = switch (this.fault) {
			case HEADER_MISSING -> sample.with("Wechatpay-Nonce", "");
			case NOT_BASE64 -> sample.with("Wechatpay-Signature",
					sample.header("Wechatpay-Signature").substring(0, 340).concat("!?=="));
			case UNKNOWN_SERIAL -> sample.with("Wechatpay-Serial", "PUB_KEY_ID_0119000001092024082900291600009999");
			case NOT_A_TIME -> sample.with("Wechatpay-Timestamp", "yesterday");
			case STALE -> sample.with("Wechatpay-Timestamp", Long.toString(Instant.now().getEpochSecond() - 3600));
		};
		this.body = sample.bytes();
	}

	@Benchmark
	public NotificationResult malformed() {
		NotificationResult result = this.verifier.verify(this.headers, this.body);
		if (result instanceof NotificationResult.Verified) {
			throw new IllegalStateException("It was accepted");
		}
		return result;
	}

	/**
	 * What is wrong.
	 */
	public enum Fault {

		HEADER_MISSING, NOT_BASE64, UNKNOWN_SERIAL, NOT_A_TIME, STALE

	}

}
