package io.github.wechatpaycontract.simulator;

import java.util.StringJoiner;

/**
 * The phone on a page of its own, for a merchant's page to link to where a mini program
 * would call {@code wx.navigateToMiniProgram}.
 */
final class PhonePage {

	private final PageLayout layout;

	private final PhoneScreen screen;

	PhonePage(PageLayout layout, PhoneScreen screen) {
		this.layout = layout;
		this.screen = screen;
	}

	Answer answer(PageRequest request, SimulatedSession session) {
		Texts texts = request.texts();
		Html content = Html.of("""
				<main class="alone" id="phone-page" data-live>
				{}
				<div class="beside">{}{}</div>
				</main>
				""", this.screen.of(session, texts, query(request), leave(request, texts)), facts(session, texts),
				timeOut(session, texts, query(request)));
		return this.layout.answer(request, texts.get("phone.title"), content);
	}

	/**
	 * What no payer can do: let the session's time run out at once.
	 */
	static Html timeOut(SimulatedSession session, Texts texts, String query) {
		return Html.when(session.state() == SessionState.OPEN, Html.of("""
				<form method="post" action="/simulator/phone/{}/time-out{}" class="time-out">
				<button id="time-out">{}</button> <span class="note">{}</span>
				</form>
				""", Phones.id(session), query, texts.get("phone.time-out"),
				texts.get("phone.time-out.note", PageLayout.minute(session.expiresAt()))));
	}

	/**
	 * What a form hands on so that the way back is not lost.
	 */
	static String query(PageRequest request) {
		StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
		request.query("mchid").ifPresent((mchid) -> query.add("mchid=" + PageRequest.encode(mchid)));
		request.returnTo().ifPresent((target) -> query.add("return_to=" + PageRequest.encode(target.toString())));
		return query.toString();
	}

	private static Html leave(PageRequest request, Texts texts) {
		return request.returnTo()
			.map((target) -> Html.of("<a class=\"confirm\" id=\"return\" href=\"{}\">{}</a>", target,
					texts.get("phone.return")))
			.orElseGet(() -> Html.of("<a class=\"confirm\" id=\"return\" href=\"/\">{}</a>", texts.get("phone.done")));
	}

	private static Html facts(SimulatedSession session, Texts texts) {
		return Html.of("""
				<p class="pill" data-state="{}">{}</p>
				<dl class="facts">
				<dt>{}</dt><dd><code>{}</code></dd>
				<dt>{}</dt><dd><code>{}</code></dd>
				<dt>{}</dt><dd><code>{}</code></dd>
				<dt>{}</dt><dd><time>{}</time></dd>
				</dl>
				<p class="note">{}</p>
				""", session.state(), texts.get("state." + session.state()), texts.get("contract.mchid"),
				session.mchid(), texts.get("contract.code"), session.outContractCode(),
				texts.get("contract.notify-url"), session.notifyUrl(), texts.get("contract.expires-at"),
				PageLayout.date(session.expiresAt()), texts.get("phone.note"));
	}

}
