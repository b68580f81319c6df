package io.github.wechatpaycontract.sign;

import java.security.SecureRandom;

import io.github.wechatpaycontract.crypto.RandomText;

/**
 * Chooses the merchant's own number of a new contract. A number is used once: after the
 * contract ended it is refused for ever.
 */
@FunctionalInterface
public interface OutContractCodeGenerator {

	/**
	 * Returns a number that was never returned before.
	 * @return 1 to 32 ASCII letters and digits
	 */
	String next();

	/**
	 * Returns a generator of random numbers, 32 characters long.
	 * @param prefix what each begins with, at most 16 ASCII letters and digits, may be
	 * empty
	 * @return the generator
	 * @throws IllegalArgumentException if the prefix is of another form
	 */
	static OutContractCodeGenerator random(String prefix) {
		if (!prefix.matches("[0-9A-Za-z]{0,16}")) {
			throw new IllegalArgumentException("The prefix must be at most 16 ASCII letters and digits");
		}
		SecureRandom random = new SecureRandom();
		return () -> prefix + RandomText.alphanumeric(random, 32 - prefix.length());
	}

}
