package io.github.wechatpaycontract.crypto;

/**
 * What does the arithmetic of RSA, over four fifths of the cost of a call.
 */
public enum CryptoProvider {

	/**
	 * The fastest that is on the class path and works: Corretto, then Conscrypt, then the
	 * JDK.
	 */
	AUTO,

	/**
	 * The providers the JVM is set up with.
	 */
	JDK,

	/**
	 * Amazon Corretto Crypto Provider,
	 * {@code software.amazon.cryptools:AmazonCorrettoCryptoProvider} with the classifier
	 * of the platform.
	 */
	CORRETTO,

	/**
	 * Conscrypt, {@code org.conscrypt:conscrypt-openjdk-uber}.
	 */
	CONSCRYPT

}
