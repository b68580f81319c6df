package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * What WeChat Pay knows and can do: the merchant, its own key, the time, random numbers.
 */
final class Platform {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

	private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

	private final SimulatedMerchant merchant;

	private final KeyPair key;

	private final PublicKey merchantKey;

	private final Clock clock;

	private final Tokens tokens = new Tokens();

	Platform(SimulatedMerchant merchant, Clock clock) {
		this.merchant = merchant;
		this.key = PemKeys.readPrivateKey(merchant.platformPrivateKeyPem());
		this.merchantKey = PemKeys.readPrivateKey(merchant.privateKeyPem()).getPublic();
		this.clock = clock;
	}

	SimulatedMerchant merchant() {
		return this.merchant;
	}

	Tokens tokens() {
		return this.tokens;
	}

	Instant now() {
		return this.clock.instant();
	}

	String format(Instant time) {
		return TIME.format(OffsetDateTime.ofInstant(time, BEIJING));
	}

	/**
	 * Signs three lines, each ended by a line feed, with the platform key.
	 */
	String sign(long timestamp, String nonce, byte[] body) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(this.key.getPrivate());
			signature.update((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.US_ASCII));
			signature.update(body);
			signature.update((byte) '\n');
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The platform key cannot sign", ex);
		}
	}

	/**
	 * Verifies a request message against the merchant key; anything odd is a no.
	 */
	boolean isSignedByMerchant(byte[] message, String base64) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initVerify(this.merchantKey);
			signature.update(message);
			return signature.verify(Base64.getDecoder().decode(base64));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

}
