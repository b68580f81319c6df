package io.github.wechatpaycontract.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Authorization header taken apart.
 *
 * @param mchid the merchant number
 * @param serial serial of the merchant certificate
 * @param timestamp seconds as they were written
 * @param nonce the nonce
 * @param signature Base64 of the signature
 */
record Authorization(String mchid, String serial, String timestamp, String nonce, String signature) {

	private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048";

	private static final Pattern PAIR = Pattern.compile("\\s*([a-z_]+)=\"([^\"]*)\"\\s*(,|$)");

	private static final Set<String> NAMES = Set.of("mchid", "serial_no", "timestamp", "nonce_str", "signature");

	static Authorization parse(HeaderFields headers) throws Refusal {
		if (headers.all("Authorization").size() != 1) {
			throw refusal("exactly one Authorization header is needed");
		}
		String value = headers.all("Authorization").get(0);
		if (!value.startsWith(SCHEME + " ")) {
			throw refusal("the scheme is not " + SCHEME);
		}
		Map<String, String> pairs = pairs(value.substring(SCHEME.length() + 1));
		if (!pairs.keySet().equals(NAMES)) {
			throw refusal("the header needs these five pairs: mchid, serial_no, timestamp, nonce_str, signature");
		}
		return new Authorization(pairs.getOrDefault("mchid", ""), pairs.getOrDefault("serial_no", ""),
				pairs.getOrDefault("timestamp", ""), pairs.getOrDefault("nonce_str", ""),
				pairs.getOrDefault("signature", ""));
	}

	private static Map<String, String> pairs(String text) throws Refusal {
		Map<String, String> pairs = new HashMap<>();
		Matcher matcher = PAIR.matcher(text);
		int end = 0;
		while (end < text.length() && matcher.find(end) && matcher.start() == end) {
			if (pairs.put(matcher.group(1), matcher.group(2)) != null) {
				throw refusal(matcher.group(1) + " is there twice");
			}
			end = matcher.end();
		}
		if (end != text.length() || text.endsWith(",")) {
			throw refusal("the pairs are not name=\"value\" separated by commas");
		}
		return pairs;
	}

	private static Refusal refusal(String issue) {
		return Refusal.signature("Authorization", issue, Map.of());
	}

}
