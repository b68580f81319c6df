package io.github.wechatpaycontract.merchant;

import java.util.Base64;

/**
 * The signature of one request. The message under it holds the body, so neither it nor
 * the header is ever printed.
 *
 * @param authorization the value of the {@code Authorization} header
 * @param message the bytes that were signed
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012365342">WeChat Pay: signing
 * and verifying</a>
 */
public record RequestSignature(String authorization, byte[] message) {

	private static final String AUTHORIZATION = SignatureVerifier.SCHEME
			+ " mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%d\",serial_no=\"%s\",signature=\"%s\"";

	static RequestSignature of(Merchant merchant, long timestamp, String nonce, byte[] message, byte[] signature) {
		return new RequestSignature(AUTHORIZATION.formatted(merchant.mchid(), nonce, timestamp,
				merchant.certificateSerialNumber(), Base64.getEncoder().encodeToString(signature)), message);
	}

	@Override
	public String toString() {
		return "RequestSignature[message=%d bytes]".formatted(this.message.length);
	}

}
