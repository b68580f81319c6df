package io.github.wechatpaycontract.benchmarks;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.wechatpaycontract.benchmarks.contender.BareExchange;
import io.github.wechatpaycontract.benchmarks.contender.HandOver;
import io.github.wechatpaycontract.benchmarks.contender.OfficialSdk;
import io.github.wechatpaycontract.benchmarks.contender.OnEveryCore;
import io.github.wechatpaycontract.benchmarks.contender.OurClient;
import io.github.wechatpaycontract.benchmarks.contender.OurMerchants;
import io.github.wechatpaycontract.benchmarks.contender.PlainTransport;
import io.github.wechatpaycontract.benchmarks.contender.RsaFloor;
import io.github.wechatpaycontract.benchmarks.contender.WxJava;
import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import io.github.wechatpaycontract.benchmarks.load.Callers;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCallers;
import io.github.wechatpaycontract.benchmarks.load.ThreadCallers;
import io.github.wechatpaycontract.benchmarks.signing.SigningClient;
import io.github.wechatpaycontract.benchmarks.signing.SigningPlace;
import io.github.wechatpaycontract.client.PoolSettings;

/**
 * Makes contenders by name: what it is, how it is called, with which provider, and
 * {@code wide} for as many connections as ours has. Those with {@code openssl} are in a
 * process in which Netty has it.
 */
final class Contenders {

	/** As many as ours has. */
	private static final int CONNECTIONS = PoolSettings.DEFAULT.maxConnections();

	private final Fixture fixture;

	private final Map<Integer, Callers> made = new HashMap<>();

	Contenders(Fixture fixture) {
		this.fixture = fixture;
	}

	/**
	 * Returns the callers of a contender. One process has one contender.
	 * @param name the contender
	 * @param delayMillis the server's time
	 * @return the callers
	 */
	Callers callers(String name, int delayMillis) {
		return this.made.computeIfAbsent(delayMillis, (delay) -> make(List.of(name.split("-")), delay));
	}

	/** The driver tells the ports. */
	static URI base(int delayMillis) {
		return base("localhost", delayMillis);
	}

	private static URI base(String host, int delayMillis) {
		return URI.create("https://" + host + ":" + Integer.getInteger("benchmarks.port." + delayMillis));
	}

	private Callers make(List<String> words, int delayMillis) {
		URI base = base(delayMillis);
		return switch (words.get(0)) {
			case "ours" -> ours(words, new OurClient(OurMerchants.create(this.fixture, crypto(words)), base));
			case "place" -> place(words, new SigningClient(new PlainTransport(base),
					SigningPlace.valueOf(words.get(1).toUpperCase(Locale.ROOT)), crypto(words), this.fixture));
			case "bare" -> new ReactiveCallers(new BareExchange(new PlainTransport(base)));
			case "floor" -> new OnEveryCore(ThreadCallers.platform(new RsaFloor(this.fixture, crypto(words))));
			case "handover" -> handOver(words, new HandOver(new RsaFloor(this.fixture, crypto(words))));
			case "sdk" ->
				ThreadCallers.platform(words.contains("wide") ? OfficialSdk.tuned(this.fixture, base, CONNECTIONS)
						: OfficialSdk.asDocumented(this.fixture, base));
			case "wxjava" ->
				ThreadCallers.platform(new WxJava(this.fixture, base(Fixture.WECHAT_PAY_HOST, delayMillis)));
			default -> throw new IllegalArgumentException("No contender " + words);
		};
	}

	private static Callers ours(List<String> words, OurClient client) {
		return inStyle(words.get(1), client.reactive(), client.blocking());
	}

	private static Callers handOver(List<String> words, HandOver handOver) {
		return inStyle(words.get(1), handOver.reactive(), handOver.blocking());
	}

	private static Callers place(List<String> words, SigningClient client) {
		return inStyle(words.get(2), client.reactive(), client.blocking());
	}

	private static Callers inStyle(String style, ReactiveCaller reactive, BlockingCaller blocking) {
		return switch (style) {
			case "reactive" -> new ReactiveCallers(reactive);
			case "blocking" -> ThreadCallers.platform(blocking);
			case "virtual" -> ThreadCallers.virtual(blocking);
			default -> throw new IllegalArgumentException("No style " + style);
		};
	}

	private static CryptoChoice crypto(List<String> words) {
		return words.contains("corretto") ? CryptoChoice.CORRETTO : CryptoChoice.JDK;
	}

}
