package io.github.wechatpaycontract.simulator;

import java.util.stream.Stream;

/**
 * Why a notification was not answered, where that is known well enough to say it in
 * either language.
 */
enum DeliveryFailure {

	REMOTE_TARGET("Not sent: the target is not on this host; see Notifications.routeTo"),

	NO_ANSWER("No answer within "),

	CONNECTION_REFUSED("Connection refused"),

	LOST("Lost on the way, as the script says");

	private final String message;

	DeliveryFailure(String message) {
		this.message = message;
	}

	/**
	 * What {@link Delivery#failure()} says, or part of it.
	 */
	String message() {
		return this.message;
	}

	/**
	 * A failure in the words of the page, or as it is.
	 */
	static String text(String failure, Texts texts) {
		return Stream.of(values())
			.filter((known) -> failure.contains(known.message))
			.findFirst()
			.map((known) -> texts.get("failure." + known))
			.orElse(failure);
	}

}
