package io.github.wechatpaycontract.simulator.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;

/**
 * Numbers and names of a merchant, as far as they are settled, by their names in
 * {@code merchant.properties}.
 */
final class MerchantNumbers {

	private static final Map<String, Pattern> SHAPES = Map.of("mchid", Pattern.compile("[0-9]{1,32}"), "appid",
			Pattern.compile("[0-9A-Za-z]{1,32}"), "service_id", Pattern.compile("[1-9][0-9]{0,17}"), "api_v3_key",
			Pattern.compile("[!-~]{32}"), "public_key_id", Pattern.compile("PUB_KEY_ID_[0-9]{1,64}"));

	private final Map<String, String> values = new LinkedHashMap<>();

	/**
	 * Settles one of them.
	 * @throws IllegalArgumentException if it is settled otherwise, or cannot be this
	 */
	void settle(String name, String value) {
		Pattern shape = SHAPES.get(name);
		if (shape == null) {
			throw new IllegalArgumentException("%s is none of %s".formatted(name, SHAPES.keySet()));
		}
		if (!shape.matcher(value).matches()) {
			throw new IllegalArgumentException("%s does not look like %s".formatted(name, shape));
		}
		String settled = this.values.putIfAbsent(name, value);
		if (settled != null && !settled.equals(value)) {
			throw new IllegalArgumentException("%s cannot be both %s and %s".formatted(name, settled, value));
		}
	}

	/**
	 * A merchant with these; what is not settled is made.
	 */
	SimulatedMerchant.Builder builder() {
		SimulatedMerchant.Builder builder = SimulatedMerchant.builder();
		find("mchid").ifPresent(builder::mchid);
		find("appid").ifPresent(builder::appid);
		find("service_id").map(Long::valueOf).ifPresent(builder::serviceId);
		find("api_v3_key").ifPresent(builder::apiV3Key);
		find("public_key_id").ifPresent(builder::publicKeyId);
		return builder;
	}

	private Optional<String> find(String name) {
		return Optional.ofNullable(this.values.get(name));
	}

	static String text(SimulatedMerchant merchant) {
		return """
				# Made up by the simulator and worthless anywhere else.
				mchid=%s
				appid=%s
				service_id=%d
				api_v3_key=%s
				public_key_id=%s
				""".formatted(merchant.mchid(), merchant.appid(), merchant.serviceId(), merchant.apiV3Key(),
				merchant.publicKeyId());
	}

}
