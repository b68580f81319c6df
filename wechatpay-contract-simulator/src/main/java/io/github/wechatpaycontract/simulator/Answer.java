package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * An answer before it is signed and sent.
 *
 * @param status the HTTP status
 * @param fields the header fields without the signature
 * @param body the body to sign
 * @param signing how to sign
 * @param held whether to wait until held answers are released
 * @param delay how long to wait before the first byte
 * @param transmission how to put it on the wire
 * @param key what signs it, or null if the merchant it is for is not known
 */
record Answer(int status, HeaderFields fields, byte[] body, Signing signing, boolean held, Duration delay,
		Transmission transmission, @Nullable PlatformKey key) {

	static final String JSON = "application/json; charset=utf-8";

	static Answer of(int status, String contentType, byte[] body, Signing signing) {
		HeaderFields fields = HeaderFields.EMPTY.with("Server", "nginx")
			.with("Cache-Control", "no-cache, must-revalidate")
			.with("X-Content-Type-Options", "nosniff");
		return new Answer(status, (body.length != 0) ? fields.with("Content-Type", contentType) : fields, body, signing,
				false, Duration.ZERO, Transmission.WHOLE, null);
	}

	static Answer json(int status, Object content, Signing signing) {
		return of(status, JSON, Json.write(content), signing);
	}

	Answer field(String name, String value) {
		return new Answer(this.status, this.fields.with(name, value), this.body, this.signing, this.held, this.delay,
				this.transmission, this.key);
	}

	Answer signing(UnaryOperator<Signing> change) {
		return new Answer(this.status, this.fields, this.body, change.apply(this.signing), this.held, this.delay,
				this.transmission, this.key);
	}

	Answer body(byte[] body) {
		return new Answer(this.status, this.fields, body, this.signing, this.held, this.delay, this.transmission,
				this.key);
	}

	Answer hold() {
		return new Answer(this.status, this.fields, this.body, this.signing, true, this.delay, this.transmission,
				this.key);
	}

	Answer delay(Duration delay) {
		return new Answer(this.status, this.fields, this.body, this.signing, this.held, delay, this.transmission,
				this.key);
	}

	Answer transmission(Transmission transmission) {
		return new Answer(this.status, this.fields, this.body, this.signing, this.held, this.delay, transmission,
				this.key);
	}

	Answer key(@Nullable PlatformKey key) {
		return new Answer(this.status, this.fields, this.body, this.signing, this.held, this.delay, this.transmission,
				key);
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
