package io.github.wechatpaycontract.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;

/**
 * Three merchants with keys that lie in the repository: to make new ones takes seconds in
 * every JVM.
 */
public final class TestMerchants {

	public static final SimulatedMerchant MERCHANT = merchant("1900000109", "wxd678efh567hg6787", "");

	/** Another merchant, for everything that belongs to someone else. */
	public static final SimulatedMerchant OTHER = merchant("1900000110", "wx0000000000000110", "other_");

	/** A third one, with the mini program of the first. */
	public static final SimulatedMerchant THIRD = merchant("1900000111", "wxd678efh567hg6787", "third_");

	private TestMerchants() {
	}

	/**
	 * What an application configures for a further merchant.
	 */
	public static Map<String, String> furtherProperties(String name, SimulatedMerchant merchant, String notifyUrl) {
		Map<String, String> properties = new LinkedHashMap<>();
		merchant.springProperties("", notifyUrl).forEach((key, value) -> {
			if (!key.equals("wechatpay.client.base-url")) {
				properties.put(key.replaceFirst("wechatpay", "wechatpay.merchants." + name), value.toString());
			}
		});
		return properties;
	}

	private static SimulatedMerchant merchant(String mchid, String appid, String prefix) {
		return SimulatedMerchant.builder()
			.mchid(mchid)
			.appid(appid)
			.privateKeyPem(read(prefix + "merchant_key.pem"))
			.platformPrivateKeyPem(read(prefix + "wechatpay_key.pem"))
			.build();
	}

	private static String read(String name) {
		try (InputStream in = TestMerchants.class.getResourceAsStream("/keys/" + name)) {
			return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
