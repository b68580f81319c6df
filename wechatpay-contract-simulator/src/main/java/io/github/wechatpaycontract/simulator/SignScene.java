package io.github.wechatpaycontract.simulator;

/**
 * Where the payer signs.
 */
public enum SignScene {

	/**
	 * In the signing mini-program.
	 */
	MINI_PROGRAM("mini-program"),

	/**
	 * On the page that follows a payment.
	 */
	PAY_REDIRECT("pay-redirect-sign");

	private final String segment;

	SignScene(String segment) {
		this.segment = segment;
	}

	/**
	 * The segment of the path that names the scene.
	 * @return for example {@code mini-program}
	 */
	public String segment() {
		return this.segment;
	}

}
