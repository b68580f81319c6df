package io.github.wechatpaycontract.benchmarks.notification;

import java.net.URI;

import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import io.github.wechatpaycontract.benchmarks.contender.OfficialSdk;
import io.github.wechatpaycontract.benchmarks.contender.WxJava;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same notification with the official SDK and with WxJava, as they are documented.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class SdkNotificationBenchmark {

	private SampleNotification sample;

	private NotificationParser parser;

	private WxPayService service;

	/**
	 * Makes the notification, which may be five minutes old.
	 */
	@Setup
	public void prepare() {
		Fixture fixture = Fixture.ofProcess();
		this.sample = SampleNotification.create(fixture);
		this.parser = new NotificationParser(OfficialSdk.config(fixture));
		this.service = WxJava.service(fixture, URI.create("https://localhost"));
	}

	/**
	 * Both in turn.
	 * @param cpu what each took
	 * @param sink takes what they give
	 * @throws Exception if one fails
	 */
	@Benchmark
	public void turns(Cpu cpu, Blackhole sink) throws Exception {
		cpu.sdk += Turn.of(this::sdk, sink);
		cpu.wxjava += Turn.of(this::wxjava, sink);
		cpu.turns++;
	}

	private SdkContract sdk() {
		RequestParam request = new RequestParam.Builder().serialNumber(this.sample.header("Wechatpay-Serial"))
			.nonce(this.sample.header("Wechatpay-Nonce"))
			.signature(this.sample.header("Wechatpay-Signature"))
			.timestamp(this.sample.header("Wechatpay-Timestamp"))
			.signType(this.sample.header("Wechatpay-Signature-Type"))
			.body(this.sample.body())
			.build();
		return this.parser.parse(request, SdkContract.class).required();
	}

	private SdkContract wxjava() throws WxPayException {
		SignatureHeader headers = new SignatureHeader(this.sample.header("Wechatpay-Timestamp"),
				this.sample.header("Wechatpay-Nonce"), this.sample.header("Wechatpay-Signature"),
				this.sample.header("Wechatpay-Serial"));
		return this.service
			.baseParseOrderNotifyV3Result(this.sample.body(), headers, WxJavaNotification.class, SdkContract.class)
			.contract();
	}

	/**
	 * The CPU of all turns in nanoseconds, and how many there were.
	 */
	@AuxCounters(AuxCounters.Type.EVENTS)
	@State(Scope.Thread)
	public static class Cpu {

		public long sdk;

		public long wxjava;

		public long turns;

	}

}
