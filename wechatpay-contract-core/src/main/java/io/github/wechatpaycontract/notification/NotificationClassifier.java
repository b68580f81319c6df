package io.github.wechatpaycontract.notification;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.notification.ContractNotification.Doubt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happened: by configuration, else by the state, else by the last word of
 * the event type. Words match whole, never in part: {@code TERMINATE_INQUIRY} is no
 * termination.
 */
final class NotificationClassifier {

	private static final Logger logger = LoggerFactory.getLogger(NotificationClassifier.class);

	private static final Set<String> SIGNED = Set.of("SIGN", "SIGNED", "SIGNING", "SIGN_CONTRACT", "SIGN_SUCCESS",
			"USER_OPEN_SERVICE", "USER_SIGN_PLAN");

	private static final Set<String> TERMINATED = Set.of("TERMINATE", "TERMINATE_CONTRACT", "TERMINATED", "RELEASE",
			"USER_CLOSE_SERVICE", "USER_CANCEL_SIGN_PLAN", "UNSIGN");

	private final Map<String, NotificationKind> configured = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	NotificationClassifier(Map<String, NotificationKind> configured) {
		this.configured.putAll(configured);
	}

	Classification classify(String eventType, ContractNotificationResource resource) {
		NotificationKind kind = this.configured.get(eventType);
		if (kind != null) {
			return Classification.clear(kind);
		}
		String event = eventType.toUpperCase(Locale.ROOT);
		if (event.startsWith("SECURITY_ECHO.")) {
			return Classification.clear(NotificationKind.OTHER);
		}
		NotificationKind byEvent = byEvent(event.substring(event.lastIndexOf('.') + 1));
		ContractState state = resource.state();
		if (state == null) {
			return (byEvent != NotificationKind.OTHER) ? Classification.clear(byEvent) : Classification.UNKNOWN;
		}
		if (state == ContractState.UNRECOGNIZED) {
			return Classification.UNKNOWN;
		}
		NotificationKind byState = byState(state);
		if (byEvent == NotificationKind.OTHER || byEvent == byState) {
			return Classification.clear(byState);
		}
		logger.warn("Notification event '{}' contradicts the state '{}' in it: the state decides", eventType, state);
		return new Classification(byState, Doubt.CONTRADICTORY);
	}

	private static NotificationKind byState(ContractState state) {
		return switch (state) {
			case SIGNED -> NotificationKind.SIGNED;
			case TERMINATED -> NotificationKind.TERMINATED;
			default -> NotificationKind.OTHER;
		};
	}

	private static NotificationKind byEvent(String word) {
		if (SIGNED.contains(word)) {
			return NotificationKind.SIGNED;
		}
		return TERMINATED.contains(word) ? NotificationKind.TERMINATED : NotificationKind.OTHER;
	}

	/**
	 * What happened, and whether that is in doubt.
	 *
	 * @param kind what happened
	 * @param doubt why it is in doubt, {@code null} if it is not
	 */
	record Classification(NotificationKind kind, @Nullable Doubt doubt) {

		static final Classification UNKNOWN = new Classification(NotificationKind.OTHER, Doubt.UNKNOWN_EVENT);

		static final Classification FOREIGN = new Classification(NotificationKind.OTHER, Doubt.OTHER_MERCHANT);

		static Classification clear(NotificationKind kind) {
			return new Classification(kind, null);
		}

	}

}
