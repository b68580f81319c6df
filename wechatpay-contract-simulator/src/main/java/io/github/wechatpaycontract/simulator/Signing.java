package io.github.wechatpaycontract.simulator;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * How an answer or a notification is signed: rightly, or wrongly on purpose.
 *
 * @param present whether the signature headers are there at all
 * @param shiftSeconds seconds added to the time that is signed
 * @param serial the serial to name in place of the right one
 * @param otherBody signed in place of the body that is sent
 * @param value changes the Base64 text of the signature
 * @param edits changes the finished header fields, last of all
 */
record Signing(boolean present, long shiftSeconds, @Nullable String serial, byte @Nullable [] otherBody,
		UnaryOperator<String> value, UnaryOperator<HeaderFields> edits) {

	static final Signing RIGHT = new Signing(true, 0, null, null, UnaryOperator.identity(), UnaryOperator.identity());

	static final Signing NONE = new Signing(false, 0, null, null, UnaryOperator.identity(), UnaryOperator.identity());

	static final String PROBE = "WECHATPAY/SIGNTEST/";

	static final String SIGNATURE = "Wechatpay-Signature";

	HeaderFields apply(HeaderFields fields, byte[] body, Platform platform, PlatformKey key) {
		return this.edits.apply(this.present ? sign(fields, body, platform, key) : fields);
	}

	private HeaderFields sign(HeaderFields fields, byte[] body, Platform platform, PlatformKey key) {
		long timestamp = platform.signatureTime().getEpochSecond() + this.shiftSeconds;
		String nonce = platform.tokens().alphanumeric(32);
		String signature = key.sign(timestamp, nonce, (this.otherBody != null) ? this.otherBody : body);
		return fields.with("Wechatpay-Timestamp", Long.toString(timestamp))
			.with("Wechatpay-Nonce", nonce)
			.with("Wechatpay-Serial", (this.serial != null) ? this.serial : key.serial())
			.with("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
			.with(SIGNATURE, this.value.apply(signature));
	}

	Signing probe() {
		return value((signature) -> PROBE + signature);
	}

	Signing probeOverwritten() {
		return value((signature) -> PROBE + signature.substring(PROBE.length()));
	}

	Signing wrong() {
		return value(Signing::flip);
	}

	Signing absent() {
		return new Signing(false, this.shiftSeconds, this.serial, this.otherBody, this.value, this.edits);
	}

	Signing shifted(long seconds) {
		return new Signing(this.present, seconds, this.serial, this.otherBody, this.value, this.edits);
	}

	Signing serial(String serial) {
		return new Signing(this.present, this.shiftSeconds, serial, this.otherBody, this.value, this.edits);
	}

	Signing over(byte[] otherBody) {
		return new Signing(this.present, this.shiftSeconds, this.serial, otherBody, this.value, this.edits);
	}

	Signing edit(UnaryOperator<HeaderFields> edit) {
		return new Signing(this.present, this.shiftSeconds, this.serial, this.otherBody, this.value,
				(fields) -> edit.apply(this.edits.apply(fields)));
	}

	Signing repeated() {
		return edit((fields) -> fields.first(SIGNATURE)
			.map((signature) -> fields.with(SIGNATURE, signature, flip(signature)))
			.orElse(fields));
	}

	private Signing value(UnaryOperator<String> change) {
		return new Signing(this.present, this.shiftSeconds, this.serial, this.otherBody,
				(signature) -> change.apply(this.value.apply(signature)), this.edits);
	}

	private static String flip(String base64) {
		char[] text = base64.toCharArray();
		int middle = text.length / 2;
		text[middle] = (text[middle] == 'A') ? 'B' : 'A';
		return new String(text);
	}

}
