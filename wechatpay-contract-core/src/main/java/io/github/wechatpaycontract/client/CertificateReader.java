package io.github.wechatpaycontract.client;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.PlatformKeys;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.merchant.SealedResource;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes platform certificates over from the list. The first list is signed by a key that
 * only the list itself holds: so the entries are opened first, the answer is verified
 * with them and with the keys known before, and only then are they trusted.
 * <p>
 * An entry that cannot be opened or used does not spoil the others, as long as the answer
 * is proven without it.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053420">WeChat Pay:
 * verifying with a platform certificate</a>
 */
final class CertificateReader {

	private static final Logger logger = LoggerFactory.getLogger(CertificateReader.class);

	private static final String ISSUER = "Tenpay.com Root CA";

	private final Merchant merchant;

	private final Clock clock;

	private final Duration clockSkew;

	private final boolean checkIssuer;

	CertificateReader(Merchant merchant, Clock clock, Duration clockSkew, boolean checkIssuer) {
		this.merchant = merchant;
		this.clock = clock;
		this.clockSkew = clockSkew;
		this.checkIssuer = checkIssuer;
	}

	/**
	 * Reads an answer and renews the merchant's keys with it.
	 */
	ApiAnswer read(ApiRequest request, RequestSignature signature, HttpAnswer answer) {
		Instant now = this.clock.instant();
		List<PlatformKey> keys = new ArrayList<>();
		int entries = (answer.status() == 200) ? open(answer.body(), keys) : 0;
		ApiAnswer verified = verify(request, signature, answer, keys, entries, now);
		if (entries > keys.size()) {
			logger.warn("{} of {} platform certificates of merchant '{}' cannot be used", entries - keys.size(),
					entries, this.merchant.mchid());
		}
		if (answer.status() == 200) {
			verified.read((json) -> json.objects("data"));
		}
		if (entries > 0 && keys.isEmpty()) {
			throw new WechatPayContentException(
					"None of the platform certificates of merchant '%s' can be used; compare the APIv3 key with the merchant console"
						.formatted(this.merchant.mchid()),
					"data", RequestIds.of(answer.header("Request-ID")));
		}
		this.merchant.platformKeys().renew(keys, now);
		return verified;
	}

	private ApiAnswer verify(ApiRequest request, RequestSignature signature, HttpAnswer answer, List<PlatformKey> keys,
			int entries, Instant now) {
		PlatformKeys ring = this.merchant.platformKeys().with(keys, now);
		AnswerReader reader = new AnswerReader(new SignatureVerifier(ring, this.clock, this.clockSkew), this.clock);
		try {
			return reader.read(request, signature, answer);
		}
		catch (WechatPaySignatureException ex) {
			if (keys.size() == entries) {
				throw ex;
			}
			throw new WechatPaySignatureException(
					"%s; %d of the %d certificates in it cannot be used: compare the APIv3 key with the merchant console"
						.formatted(ex.getMessage(), entries - keys.size(), entries),
					ex.getFailure(), ex.getRequestId().orElse(null));
		}
	}

	/** Nothing here is proven yet. What is not a list holds no certificate. */
	private int open(byte[] body, List<PlatformKey> keys) {
		try {
			List<JsonObject> entries = Json.read(body).objects("data");
			entries.forEach((entry) -> open(entry, keys));
			return entries.size();
		}
		catch (MalformedJsonException ex) {
			return 0;
		}
	}

	private void open(JsonObject entry, List<PlatformKey> keys) {
		try {
			X509Certificate certificate = Certificates
				.read(SealedResource.read(entry, "encrypt_certificate").open(this.merchant));
			PlatformKey key = PlatformKey.certificate(certificate);
			this.merchant.platformKeys().requireUsable(key);
			keys.add(key);
			if (this.checkIssuer && !Certificates.isIssuedBy(certificate, ISSUER)) {
				logger.warn("Platform certificate '{}' of merchant '{}' was not issued by {}", key.serial(),
						this.merchant.mchid(), ISSUER);
			}
		}
		catch (GeneralSecurityException ex) {
			logger.warn("A platform certificate of merchant '{}' cannot be opened with the APIv3 key",
					this.merchant.mchid());
		}
		catch (MalformedJsonException | IllegalArgumentException ex) {
			logger.warn("A platform certificate of merchant '{}' is left out: {}", this.merchant.mchid(),
					ex.getMessage());
		}
	}

}
