package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides whether a request comes from the merchant: Authorization header, time, nonce
 * and signature.
 */
final class Authentication {

	private static final int WINDOW = 300;

	private static final int NONCES = 100_000;

	private final Platform platform;

	private final LinkedHashMap<String, Instant> nonces = new LinkedHashMap<>();

	Authentication(Platform platform) {
		this.platform = platform;
	}

	void check(ReceivedRequest request) throws Refusal {
		Authorization authorization = Authorization.parse(request.headers());
		if (!authorization.mchid().equals(this.platform.merchant().mchid())) {
			throw Refusal.signature("mchid", "merchant number unknown", Map.of());
		}
		if (!authorization.serial().equalsIgnoreCase(this.platform.merchant().certificateSerialNumber())) {
			throw Refusal.signature("serial_no", "not the serial of the merchant certificate", Map.of());
		}
		checkTime(authorization.timestamp());
		if (!authorization.nonce().matches("[0-9A-Za-z]{1,32}")) {
			throw Refusal.signature("nonce_str", "not 1 to 32 letters and digits", Map.of());
		}
		byte[] message = message(request, authorization);
		if (!this.platform.isSignedByMerchant(message, authorization.signature())) {
			throw Refusal.signature("signature", "sign not match", describe(request, message));
		}
		if (!isFresh(authorization.nonce())) {
			throw Refusal.signature("nonce_str", "nonce was used before", Map.of());
		}
	}

	private void checkTime(String timestamp) throws Refusal {
		if (!timestamp.matches("[0-9]{1,12}")) {
			throw Refusal.signature("timestamp", "not seconds since 1970", Map.of());
		}
		long now = this.platform.now().getEpochSecond();
		if (Math.abs(now - Long.parseLong(timestamp)) > WINDOW) {
			throw Refusal.signature("timestamp", "more than 300 seconds from the server's clock, which is at " + now,
					Map.of());
		}
	}

	private synchronized boolean isFresh(String nonce) {
		Instant now = this.platform.now();
		Instant oldest = now.minusSeconds(2 * WINDOW);
		this.nonces.values().removeIf((seen) -> seen.isBefore(oldest));
		if (this.nonces.putIfAbsent(nonce, now) != null) {
			return false;
		}
		if (this.nonces.size() > NONCES) {
			this.nonces.remove(this.nonces.keySet().iterator().next());
		}
		return true;
	}

	private static byte[] message(ReceivedRequest request, Authorization authorization) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes((request.method() + "\n" + request.rawUri() + "\n" + authorization.timestamp() + "\n"
				+ authorization.nonce() + "\n")
			.getBytes(StandardCharsets.UTF_8));
		message.writeBytes(request.body());
		message.write('\n');
		return message.toByteArray();
	}

	private static Map<String, Object> describe(ReceivedRequest request, byte[] message) {
		String text = new String(message, StandardCharsets.UTF_8);
		Map<String, Object> information = new LinkedHashMap<>();
		information.put("method", request.method());
		information.put("sign_message_length", message.length);
		information.put("truncated_sign_message", (text.length() > 256) ? text.substring(0, 256) : text);
		information.put("url", request.rawUri());
		return information;
	}

}
