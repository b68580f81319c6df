package io.github.wechatpaycontract.simulator;

/**
 * In which role a merchant opens signing sessions.
 */
public enum MerchantMode {

	/**
	 * For itself.
	 */
	NORMAL("normal"),

	/**
	 * For a sub-merchant, as its service provider.
	 */
	SERVICE_PROVIDER("service-provider"),

	/**
	 * As an e-commerce platform.
	 */
	ECOMMERCE("ecommerce"),

	/**
	 * For a sub-merchant, as a clearing institution.
	 */
	CLEARING_INSTITUTION("qs");

	private final String segment;

	MerchantMode(String segment) {
		this.segment = segment;
	}

	/**
	 * The segment of the path that names the mode.
	 * @return for example {@code qs}
	 */
	public String segment() {
		return this.segment;
	}

	/**
	 * Whether the mode has sub-merchants.
	 * @return true for service providers and clearing institutions
	 */
	public boolean hasSubMerchant() {
		return this == SERVICE_PROVIDER || this == CLEARING_INSTITUTION;
	}

}
