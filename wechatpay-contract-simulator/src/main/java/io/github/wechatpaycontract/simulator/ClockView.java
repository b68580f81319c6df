package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How far the clock was moved, buttons to move it on, and what is sent when it gets
 * there.
 */
final class ClockView {

	private static final List<Duration> STEPS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(15),
			Duration.ofHours(2), Duration.ofHours(24));

	private ClockView() {
	}

	static Html of(WechatPaySimulator simulator, Texts texts) {
		Duration moved = simulator.clock().moved();
		List<PendingNotification> pending = simulator.notifications().pending();
		return Html.of("""
				<h2>{}</h2>
				<p class="note" id="moved" data-moved="{}">{}</p>
				<form method="post" action="/simulator/page/clock"><div class="chips">{}{}</div></form>
				{}
				""", texts.get("clock"), moved,
				moved.isZero() ? texts.get("clock.unmoved") : texts.get("clock.moved", readable(moved, texts)),
				Html.each(STEPS, (step) -> button(step.toString(), "+ " + readable(step, texts))),
				Html.when(!pending.isEmpty(), button("next", texts.get("clock.next"))), waiting(pending, texts));
	}

	private static Html button(String by, String label) {
		return Html.of("<button name=\"by\" value=\"{}\" data-by=\"{}\">{}</button>", by, by, label);
	}

	private static Html waiting(List<PendingNotification> pending, Texts texts) {
		return Html.when(!pending.isEmpty(),
				Html.of("<ul class=\"waiting\" id=\"waiting\">{}</ul>",
						Html.each(pending.stream().limit(10).toList(), (notification) -> Html.of("<li><b>{}</b>{}</li>",
								Objects.requireNonNullElse(notification.outContractCode(), notification.eventType()),
								ContractsView.due(notification, texts)))));
	}

	private static String readable(Duration duration, Texts texts) {
		StringBuilder text = new StringBuilder();
		append(text, duration.toHours(), "clock.hours", texts);
		append(text, duration.toMinutesPart(), "clock.minutes", texts);
		append(text, duration.toSecondsPart(), "clock.seconds", texts);
		return text.toString().strip();
	}

	private static void append(StringBuilder text, long number, String unit, Texts texts) {
		if (number != 0) {
			text.append(texts.get(unit, number)).append(' ');
		}
	}

}
