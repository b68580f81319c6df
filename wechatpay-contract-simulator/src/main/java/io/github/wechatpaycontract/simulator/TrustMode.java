package io.github.wechatpaycontract.simulator;

/**
 * What a merchant's clients are to trust.
 */
public enum TrustMode {

	/**
	 * The WeChat Pay public key only, like every new merchant.
	 */
	PUBLIC_KEY,

	/**
	 * Platform certificates only, like merchants that have not moved to the public key.
	 */
	CERTIFICATES,

	/**
	 * Both, as while a merchant moves from certificates to the public key: each message
	 * names the key it is signed with.
	 */
	MIXED;

	boolean hasPublicKey() {
		return this != CERTIFICATES;
	}

	boolean hasCertificates() {
		return this != PUBLIC_KEY;
	}

}
