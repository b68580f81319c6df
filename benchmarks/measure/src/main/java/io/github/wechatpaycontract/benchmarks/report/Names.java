package io.github.wechatpaycontract.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What the page calls contenders, loads and ends.
 */
final class Names {

	private Names() {
	}

	static String crypto(String crypto) {
		return crypto.equals("jdk") ? "JDK" : "Corretto";
	}

	static String tls(String contender) {
		return contender.contains("openssl") ? ", OpenSSL for TLS" : "";
	}

	/** The other has its own. */
	static String ourTls(String contender) {
		return tls(contender).replace("for TLS", "for our TLS");
	}

	static String load(String load) {
		return callers(load) + ", server " + load.split("x")[1] + " ms";
	}

	static String callers(String load) {
		String count = load.split("x")[0];
		return count + (count.equals("1") ? " caller" : " callers");
	}

	static String contender(String name) {
		List<String> words = List.of(name.split("-"));
		String rest = (words.contains("wide") ? ", 256 connections" : "")
				+ (words.contains("jdk") ? ", JDK" : words.contains("corretto") ? ", Corretto" : "") + tls(name)
				+ (words.contains("jdk25") ? ", on JDK 25" : "");
		return switch (words.get(0)) {
			case "ours" -> "ours, " + style(words.get(1)) + rest;
			case "bare" -> "bare exchange" + rest;
			case "floor" -> "one signature and one verification" + rest;
			case "handover" -> "cryptography alone, " + style(words.get(1)) + rest;
			case "sdk" -> "wechatpay-java" + (words.contains("wide") ? rest + " for TLS too" : " as documented");
			case "wxjava" -> "WxJava as documented";
			case "place" -> words.get(1) + ", " + words.get(2) + rest;
			case "notification" -> notification(words, rest);
			case "startup" -> switch (words.get(1)) {
				case "bare" -> "Spring Boot alone";
				case "libraries" -> "with the libraries that the starter brings along";
				case "starter" -> "with the starter";
				default -> "with wechatpay-java as beans";
			};
			default -> name;
		};
	}

	private static String style(String style) {
		return switch (style) {
			case "blocking" -> "blocking, platform threads";
			case "virtual" -> "blocking, virtual threads";
			default -> style;
		};
	}

	private static String notification(List<String> words, String rest) {
		return switch (words.get(1)) {
			case "ours" -> "ours" + rest;
			case "floor" -> "RSA verification and AES-GCM alone" + rest;
			case "sdk" -> "wechatpay-java";
			case "wxjava" -> "WxJava";
			default -> "ours, refused: " + words.get(2).toLowerCase(Locale.ROOT).replace('_', ' ');
		};
	}

	static String ends(BurstResult burst) {
		StringBuilder text = new StringBuilder();
		new TreeMap<>(burst.ends())
			.forEach((end, count) -> text.append("%,d %s, ".formatted(count, end.replace('-', ' '))));
		return text + "%d lost buffers, %d threads, %.0f s".formatted(burst.leaks(), burst.threads(), burst.seconds())
				+ (burst.complete() ? "" : ", NOT COMPLETE");
	}

}
