package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An attempt to notify on the timeline: with which fault it was sent, and what to think
 * of the merchant's answer.
 */
final class NotificationView {

	private NotificationView() {
	}

	static TimelineView.Entry of(Happening.Notification happening, Texts texts) {
		Delivery delivery = happening.delivery();
		NotificationDraft draft = happening.draft();
		String plaintext = (draft != null) ? new String(draft.plaintext(), StandardCharsets.UTF_8) : "";
		NotificationVerdict verdict = NotificationVerdict.of(delivery);
		Html inside = Html.all(WireView.body("resource", plaintext, texts),
				WireView.body("notification-body", happening.sent().bodyText(), texts),
				WireView.headers(happening.sent().headers(), texts),
				WireView.stringToSign(happening.stringToSign(), texts));
		String why = texts.get("notification.attempt", delivery.attempt()) + " · "
				+ texts.get("verdict.notification." + verdict.name())
				+ ((delivery.failure() != null) ? " · " + DeliveryFailure.text(delivery.failure(), texts) : "");
		return new TimelineView.Entry("notification", verdict.isGood(),
				texts.get("notification") + ((draft != null) ? " " + draft.eventType() : ""),
				WireView.json(plaintext).map((resource) -> resource.path("out_contract_code").asText()).orElse(""),
				"POST " + delivery.target(), status(delivery, texts), why, inside);
	}

	private static Html status(Delivery delivery, Texts texts) {
		return Html.of("{}<b>{}</b>", FaultsView.chip("notification", delivery.fault(), texts),
				Objects.requireNonNullElse(delivery.status(), "–"));
	}

}
