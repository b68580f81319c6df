package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which merchant a request comes from: Authorization header, time, nonce and
 * signature.
 */
final class Authentication {

	private static final int WINDOW = 300;

	private static final int NONCES = 100_000;

	/**
	 * No limit is documented: this one only keeps memory in bounds.
	 */
	private static final Pattern NONCE = Pattern.compile("[!-~]{1,128}");

	private final Platform platform;

	private final LinkedHashMap<String, Instant> nonces = new LinkedHashMap<>();

	Authentication(Platform platform) {
		this.platform = platform;
	}

	/**
	 * The merchant that a request says it comes from, proven or not.
	 */
	Optional<Account> claimed(ReceivedRequest request) {
		return request.mchid().flatMap(this.platform::find);
	}

	Account check(ReceivedRequest request) throws Refusal {
		Authorization authorization = Authorization.parse(request.headers());
		Account account = this.platform.find(authorization.mchid())
			.orElseThrow(() -> Refusal.signature("mchid", "merchant number unknown", Map.of()));
		if (!authorization.serial().equalsIgnoreCase(account.merchant().certificateSerialNumber())) {
			throw Refusal.signature("serial_no", "not the serial of the merchant certificate", Map.of());
		}
		checkTime(authorization.timestamp());
		if (!NONCE.matcher(authorization.nonce()).matches()) {
			throw Refusal.signature("nonce_str", "not 1 to 128 printable ASCII characters", Map.of());
		}
		if (!account.isSignedByMerchant(message(request, authorization, request.body()), authorization.signature())) {
			throw mismatch(request, authorization, request.body());
		}
		if (!isFresh(account.mchid() + "/" + authorization.nonce())) {
			throw Refusal.signature("nonce_str", "nonce was used before", Map.of());
		}
		return account;
	}

	/**
	 * The refusal of a signature, with the message it was checked against.
	 * @param body the body that was checked
	 */
	static Refusal mismatch(ReceivedRequest request, Authorization authorization, byte[] body) {
		byte[] message = message(request, authorization, body);
		String text = new String(message, StandardCharsets.UTF_8);
		Map<String, Object> information = new LinkedHashMap<>();
		information.put("method", request.method());
		information.put("sign_message_length", message.length);
		information.put("truncated_sign_message", (text.length() > 256) ? text.substring(0, 256) : text);
		information.put("url", request.rawUri());
		return Refusal.signature("signature", "sign not match", information);
	}

	private void checkTime(String timestamp) throws Refusal {
		if (!timestamp.matches("[0-9]{1,12}")) {
			throw Refusal.signature("timestamp", "not seconds since 1970", Map.of());
		}
		long now = this.platform.signatureTime().getEpochSecond();
		if (Math.abs(now - Long.parseLong(timestamp)) > WINDOW) {
			throw Refusal.signature("timestamp", "more than 300 seconds from the server's clock, which is at " + now,
					Map.of());
		}
	}

	private synchronized boolean isFresh(String nonce) {
		Instant now = this.platform.signatureTime();
		Instant oldest = now.minusSeconds(2 * WINDOW);
		Iterator<Instant> seen = this.nonces.values().iterator();
		while (seen.hasNext() && (seen.next().isBefore(oldest) || this.nonces.size() > NONCES)) {
			seen.remove();
		}
		return this.nonces.putIfAbsent(nonce, now) == null;
	}

	/**
	 * The message that a merchant signs.
	 */
	static byte[] message(ReceivedRequest request, Authorization authorization, byte[] body) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes((request.method() + "\n" + request.rawUri() + "\n" + authorization.timestamp() + "\n"
				+ authorization.nonce() + "\n")
			.getBytes(StandardCharsets.UTF_8));
		message.writeBytes(body);
		message.write('\n');
		return message.toByteArray();
	}

}
