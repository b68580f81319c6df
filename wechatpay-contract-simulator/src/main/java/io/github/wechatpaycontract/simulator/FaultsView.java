package io.github.wechatpaycontract.simulator;

import java.util.Collection;
import java.util.List;

/**
 * A button for each fault of the next answer, and of the next notification.
 */
final class FaultsView {

	private FaultsView() {
	}

	static Html of(WechatPaySimulator simulator, Texts texts) {
		return Html.all(Html.of("<h2>{}</h2>", texts.get("faults")), buttons("answer", AnswerFault.names(), texts),
				buttons("notification", NotificationFault.names(), texts), waiting(simulator, texts));
	}

	private static Html buttons(String kind, Collection<String> names, Texts texts) {
		return Html.of("""
				<form method="post" action="/simulator/page/{}-fault" class="faults" data-kind="{}">
				<h3>{}</h3>
				<p class="note">{}</p>
				<div class="chips">{}</div>
				</form>
				""", kind, kind, texts.get("faults." + kind), texts.get("faults." + kind + ".note"),
				Html.each(names,
						(name) -> Html.of(
								"<button name=\"fault\" value=\"{}\" data-fault=\"{}\" title=\"{}\">{}</button>", name,
								name, name, label(kind, name, texts))));
	}

	private static Html waiting(WechatPaySimulator simulator, Texts texts) {
		int answers = simulator.answers().waiting();
		List<String> notifications = simulator.notifications()
			.waitingFaults()
			.stream()
			.map((fault) -> label("notification", fault.name(), texts))
			.toList();
		return Html.of("""
				<form method="post" action="/simulator/page/clear-faults" class="scripted" id="scripted">
				<ul>{}{}</ul>
				<button data-action="clear-faults">{}</button>
				</form>
				""", Html.when(answers > 0, Html.of("<li>{}</li>", texts.get("faults.waiting.answer", answers))),
				Html.when(!notifications.isEmpty(),
						Html.of("<li>{}</li>",
								texts.get("faults.waiting.notification", String.join(" → ", notifications)))),
				texts.get("faults.clear"));
	}

	/**
	 * What a fault is called on the page: its name where the page knows no better.
	 */
	static String label(String kind, String name, Texts texts) {
		String key = "fault." + kind + "." + name;
		return texts.has(key) ? texts.get(key) : name;
	}

}
