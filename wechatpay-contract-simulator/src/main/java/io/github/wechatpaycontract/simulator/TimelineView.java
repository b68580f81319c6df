package io.github.wechatpaycontract.simulator;

import java.util.List;

/**
 * Requests and notifications, the latest first, each to be opened and looked into.
 */
final class TimelineView {

	private TimelineView() {
	}

	static Html of(List<Happening> latestFirst, Texts texts) {
		return Html.of("<ol class=\"timeline\">{}</ol>",
				Html.each(latestFirst, (happening) -> entry(happening, texts)));
	}

	private static Html entry(Happening happening, Texts texts) {
		Entry entry = (happening instanceof Happening.Request request) ? RequestView.of(request, texts)
				: NotificationView.of((Happening.Notification) happening, texts);
		return Html.of("""
				<li class="entry" data-key="{}" data-kind="{}" data-verdict="{}" data-subject="{}">
				<details id="entry-{}">
				<summary>
				<time>{}</time>
				<span class="what"><b>{}</b>{}<code>{}</code></span>
				<span class="verdict">{}</span>
				{}
				</summary>
				<div class="inside">{}</div>
				</details>
				</li>
				""", happening.number(), entry.kind(), entry.good() ? "accepted" : "refused", entry.subject(),
				happening.number(), PageLayout.clock(happening.at()), entry.what(), subject(entry.subject()),
				entry.line(), entry.verdict(),
				entry.why().isEmpty() ? Html.NOTHING : Html.of("<p class=\"why\">{}</p>", entry.why()), entry.inside());
	}

	private static Html subject(String subject) {
		return subject.isEmpty() ? Html.NOTHING : Html.of(" <span class=\"subject\">{}</span>", subject);
	}

	/**
	 * What one line of the timeline says.
	 *
	 * @param kind request or notification
	 * @param good whether it went as it should
	 * @param what what it was
	 * @param subject the contract or order it was about, or nothing
	 * @param line method and address
	 * @param verdict how it was answered
	 * @param why a reason, or nothing
	 * @param inside what is seen once it is opened
	 */
	record Entry(String kind, boolean good, String what, String subject, String line, Html verdict, String why,
			Html inside) {

	}

}
