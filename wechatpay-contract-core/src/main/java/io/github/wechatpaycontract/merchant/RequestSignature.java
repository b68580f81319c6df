package io.github.wechatpaycontract.merchant;

import java.util.Base64;

/**
 * The signature of one request. The message under it holds the body, so neither it nor
 * the header is ever printed.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012365342">WeChat Pay: signing
 * and verifying</a>
 */
public final class RequestSignature {

	private final String authorization;

	private final SignedMessage message;

	private RequestSignature(String authorization, SignedMessage message) {
		this.authorization = authorization;
		this.message = message;
	}

	static RequestSignature of(Merchant merchant, long timestamp, String nonce, SignedMessage message,
			byte[] signature) {
		String authorization = SignatureVerifier.SCHEME + " mchid=\"" + merchant.mchid() + "\",nonce_str=\"" + nonce
				+ "\",timestamp=\"" + timestamp + "\",serial_no=\"" + merchant.certificateSerialNumber()
				+ "\",signature=\"" + Base64.getEncoder().encodeToString(signature) + '"';
		return new RequestSignature(authorization, message);
	}

	/**
	 * Returns what the request is sent with.
	 * @return the value of the {@code Authorization} header
	 */
	public String authorization() {
		return this.authorization;
	}

	/**
	 * Returns what was signed.
	 * @return the bytes, the body among them
	 */
	public byte[] message() {
		return this.message.bytes();
	}

	@Override
	public String toString() {
		return "RequestSignature[message=%d bytes]".formatted(this.message.length());
	}

}
