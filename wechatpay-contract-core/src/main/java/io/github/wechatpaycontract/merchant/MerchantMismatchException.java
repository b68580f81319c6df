package io.github.wechatpaycontract.merchant;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Keys that do not belong together. The message holds none of them.
 */
public final class MerchantMismatchException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Part part;

	MerchantMismatchException(Part part, String message) {
		this(part, message, null);
	}

	MerchantMismatchException(Part part, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.part = part;
	}

	/**
	 * Returns the part to look at first.
	 * @return the part
	 */
	public Part getPart() {
		return this.part;
	}

	/**
	 * The parts that can be wrong.
	 */
	public enum Part {

		/**
		 * The merchant's private key.
		 */
		PRIVATE_KEY,

		/**
		 * The merchant's certificate.
		 */
		CERTIFICATE,

		/**
		 * The serial number of the merchant's certificate.
		 */
		SERIAL_NUMBER,

		/**
		 * WeChat Pay's key.
		 */
		PLATFORM_KEY

	}

}
