package io.github.wechatpaycontract.simulator;

import java.util.Collection;

/**
 * A button for each fault of the next answer, and of the next notification.
 */
final class FaultsView {

	private FaultsView() {
	}

	static Html of(String kind, Collection<String> names, Texts texts) {
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

	/**
	 * What a fault is called on the page: its name where the page knows no better.
	 */
	static String label(String kind, String name, Texts texts) {
		String key = "fault." + kind + "." + name;
		return texts.has(key) ? texts.get(key) : name;
	}

}
