package io.github.wechatpaycontract.faults;

import java.util.List;
import java.util.stream.Stream;

import io.github.wechatpaycontract.WechatPayTransportException.Failure;

/**
 * What the transport does not do as it should yet. With {@code -Dfaults.pending=shown}
 * the tests insist.
 */
final class Pending {

	static final String PROPERTY = "faults.pending";

	static final String SHOWN = "shown";

	private Pending() {
	}

	static boolean isShown() {
		return System.getProperty(PROPERTY, "").equals(SHOWN);
	}

	/** What a failure should be, and what it is today. */
	static List<Failure> failures(Failure right, Failure... today) {
		return isShown() ? List.of(right) : Stream.concat(Stream.of(right), Stream.of(today)).toList();
	}

}
