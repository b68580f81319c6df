package io.github.wechatpaycontract.simulator;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A button for each fault of the next answer, and of the next notification.
 */
final class FaultsView {

	private FaultsView() {
	}

	static Html of(WechatPaySimulator simulator, Texts texts) {
		return Html.all(Html.of("<h2>{}</h2>", texts.get("faults")),
				buttons("answer", operations(texts), AnswerFault.names(), texts),
				buttons("notification", Html.NOTHING, NotificationFault.names(), texts), waiting(simulator, texts));
	}

	private static Html operations(Texts texts) {
		return Html.of("""
				<label class="operation">{} <select name="operation" autocomplete="off">
				<option value="">{}</option>
				{}
				</select></label>
				""", texts.get("faults.operation"), texts.get("faults.operation.any"), Html.each(Operations.names(),
				(name) -> Html.of("<option value=\"{}\">{}</option>", name, texts.get("operation." + name))));
	}

	private static Html buttons(String kind, Html choice, Collection<String> names, Texts texts) {
		return Html.of("""
				<form method="post" action="/simulator/page/{}-fault" class="faults" data-kind="{}">
				<h3>{}</h3>
				<p class="note">{}</p>
				{}
				<div class="chips">{}</div>
				</form>
				""", kind, kind, texts.get("faults." + kind), texts.get("faults." + kind + ".note"), choice,
				Html.each(names,
						(name) -> Html.of(
								"<button name=\"fault\" value=\"{}\" data-fault=\"{}\" title=\"{}\">{}</button>", name,
								name, name, label(kind, name, texts))));
	}

	private static Html waiting(WechatPaySimulator simulator, Texts texts) {
		List<String> answers = simulator.answers()
			.faults()
			.waiting()
			.stream()
			.map((fault) -> label(fault, texts))
			.toList();
		List<String> notifications = simulator.notifications()
			.faults()
			.waiting()
			.stream()
			.map((fault) -> label("notification", fault.name(), texts))
			.toList();
		return Html.of("""
				<form method="post" action="/simulator/page/clear-faults" class="scripted" id="scripted">
				<ul>{}{}</ul>
				<button data-action="clear-faults">{}</button>
				</form>
				""", waiting("answer", answers, texts), waiting("notification", notifications, texts),
				texts.get("faults.clear"));
	}

	private static Html waiting(String kind, List<String> labels, Texts texts) {
		return Html.when(!labels.isEmpty(),
				Html.of("<li>{}</li>", texts.get("faults.waiting." + kind, String.join(" → ", labels))));
	}

	private static String label(AnswerFault fault, Texts texts) {
		String label = label("answer", fault.name(), texts);
		return (fault.operation() != null) ? label + " (" + texts.get("operation." + fault.operation()) + ")" : label;
	}

	/**
	 * Marks something as spoilt on purpose.
	 */
	static Html chip(String kind, String name, Texts texts) {
		return Html.when(!name.equals("none"),
				Html.of("<i class=\"fault\" data-name=\"{}\">{}</i> ", name, label(kind, name, texts)));
	}

	/**
	 * What a fault is called on the page, for one made of several all of them: its name
	 * where the page knows no better.
	 */
	static String label(String kind, String name, Texts texts) {
		return Stream.of(name.split("\\+")).map((part) -> {
			String key = "fault." + kind + "." + part;
			return texts.has(key) ? texts.get(key) : part;
		}).collect(Collectors.joining(" + "));
	}

}
