package io.github.wechatpaycontract.simulator;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What to think of the merchant's answer to a notification.
 */
enum NotificationVerdict {

	/**
	 * A right notification, acknowledged.
	 */
	ACKNOWLEDGED,

	/**
	 * A right notification, not acknowledged, or not reached.
	 */
	NOT_ACKNOWLEDGED,

	/**
	 * A notification that nobody should believe, rightly refused.
	 */
	SEEN_THROUGH,

	/**
	 * A notification that nobody should believe, acknowledged.
	 */
	TAKEN_IN;

	private static final Set<String> NOT_TO_BE_BELIEVED = Set.of("bit-flip", "tampered-body", "probe",
			"probe-overwritten", "wrong-signature", "repeated-signature", "no-headers", "stale", "early",
			"unknown-serial", "other-api-v3-key");

	static NotificationVerdict of(Delivery delivery) {
		if (Stream.of(delivery.fault().split("\\+")).noneMatch(NOT_TO_BE_BELIEVED::contains)) {
			return delivery.isAcknowledged() ? ACKNOWLEDGED : NOT_ACKNOWLEDGED;
		}
		return delivery.isAcknowledged() ? TAKEN_IN : SEEN_THROUGH;
	}

	boolean isGood() {
		return this == ACKNOWLEDGED || this == SEEN_THROUGH;
	}

}
