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

	static RequestSignature of(Merchant merchant, long timestamp, String nonce, byte[] message, byte[] signature) {
		String authorization = SignatureVerifier.SCHEME + " mchid=\"" + merchant.mchid() + "\",nonce_str=\"" + nonce
				+ "\",timestamp=\"" + timestamp + "\",serial_no=\"" + merchant.certificateSerialNumber()
				+ "\",signature=\"" + Base64.getEncoder().encodeToString(signature) + '"';
		return new RequestSignature(authorization, message);
	}

	@Override
	public String toString() {
		return "RequestSignature[message=%d bytes]".formatted(this.message.length);
	}

}
