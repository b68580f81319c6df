package io.github.wechatpaycontract.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The page at {@code /}: the payer's phone, the contracts, what happened, and what can be
 * made to go wrong. What is marked {@code data-live} is kept up to date by the script,
 * which knows an element again by its {@code data-key} or id, else by its place.
 */
final class ConsolePage {

	private static final int CONTRACTS = 20;

	private static final int HAPPENINGS = 30;

	private final WechatPaySimulator simulator;

	private final Timeline timeline;

	private final PageLayout layout;

	private final Phones phones;

	private final PhoneScreen screen;

	private final ContractsView contracts;

	ConsolePage(WechatPaySimulator simulator, Timeline timeline, PageLayout layout, Phones phones, PhoneScreen screen) {
		this.simulator = simulator;
		this.timeline = timeline;
		this.layout = layout;
		this.phones = phones;
		this.screen = screen;
		this.contracts = new ContractsView(simulator);
	}

	Answer answer(PageRequest request) {
		Texts texts = request.texts();
		Html content = Html.of("""
				<nav class="tabs">
				<a href="#payer">{}</a><a href="#contracts">{}</a><a href="#timeline">{}</a>
				<a href="#clock">{}</a><a href="#faults">{}</a><a href="#orders">{}</a>
				</nav>
				<main class="console">
				<section id="payer" data-live>{}</section>
				<div class="middle">
				<section id="contracts" class="card" data-live>{}</section>
				<section id="timeline" class="card" data-live>{}</section>
				</div>
				<div class="side">
				<section id="clock" class="card" data-live>{}</section>
				<section id="faults" class="card" data-live>{}</section>
				<section id="orders" class="card" data-live>{}</section>
				<section id="reset" class="quiet">{}</section>
				</div>
				</main>
				<p class="notice" id="notice" role="alert" data-unanswered="{}" hidden></p>
				""", texts.get("phone.title"), texts.get("contracts"), texts.get("timeline"), texts.get("clock"),
				texts.get("faults"), texts.get("orders"), payer(request, texts), contracts(texts),
				timeline(request, texts), ClockView.of(this.simulator, texts), FaultsView.of(this.simulator, texts),
				OrdersView.of(latestFirst(this.simulator.orders()), texts), reset(texts),
				texts.get("notice.unanswered"));
		return this.layout.answer(request, texts.get("title"), content);
	}

	/**
	 * The phone of the session asked for, else of the latest.
	 */
	private Html payer(PageRequest request, Texts texts) {
		Html heading = Html.of("<h2>{}</h2>", texts.get("phone.title"));
		Optional<SimulatedSession> chosen = request.query("phone")
			.flatMap((id) -> this.phones.find(id, request.query("mchid")));
		return chosen.or(() -> this.phones.latestFirst().stream().findFirst()).map((session) -> {
			String query = "?on=" + (chosen.isPresent() ? "chosen" : "console") + "&" + Phones.merchant(session);
			return Html.all(heading, this.screen.of(session, texts, query, Html.NOTHING),
					PhonePage.timeOut(session, texts, query),
					Html.of("<p class=\"note\"><a id=\"phone-alone\" href=\"{}\">{}</a></p>", Phones.address(session),
							texts.get("phone.alone")));
		}).orElseGet(() -> Html.all(heading, this.screen.idle(texts)));
	}

	private Html contracts(Texts texts) {
		List<SimulatedSession> sessions = this.phones.latestFirst();
		Html list = sessions.isEmpty() ? Html.of("<p class=\"empty\">{}</p>", texts.get("contracts.none"))
				: Html.of("<ul class=\"contracts\">{}</ul>",
						this.contracts.of(sessions.stream().limit(CONTRACTS).toList(), texts));
		return Html.all(Html.of("<h2>{} <span class=\"count\">{}</span></h2>", texts.get("contracts"), sessions.size()),
				list, Html.when(sessions.size() > CONTRACTS,
						Html.of("<p class=\"note\">{}</p>", texts.get("contracts.more", CONTRACTS))));
	}

	private Html timeline(PageRequest request, Texts texts) {
		long before = request.query("before").map(ConsolePage::number).orElse(Long.MAX_VALUE);
		List<Happening> happenings = latestFirst(this.timeline.list()).stream()
			.filter((happening) -> happening.number() < before)
			.toList();
		List<Happening> shown = happenings.stream().limit(HAPPENINGS).toList();
		Html list = shown.isEmpty() ? Html.of("<p class=\"empty\">{}</p>", texts.get("timeline.none"))
				: TimelineView.of(shown, texts);
		Html newer = Html.when(before != Long.MAX_VALUE,
				Html.of("<a class=\"button\" href=\"/#timeline\">{}</a>", texts.get("timeline.newest")));
		Html older = (happenings.size() > shown.size())
				? Html.of("<a class=\"button\" id=\"older\" href=\"/?before={}#timeline\">{}</a>",
						shown.get(shown.size() - 1).number(), texts.get("timeline.older"))
				: Html.NOTHING;
		return Html.all(Html.of("<h2>{}</h2>", texts.get("timeline")), list,
				Html.of("<p class=\"pages\">{}{}</p>", newer, older));
	}

	private static long number(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			throw PageProblem.badRequest("no-number", text);
		}
	}

	private static Html reset(Texts texts) {
		return Html.of("""
				<form method="post" action="/simulator/page/reset"><button id="reset-all">{}</button></form>
				<p class="note">{}</p>
				""", texts.get("reset"), texts.get("reset.note"));
	}

	private static <T> List<T> latestFirst(List<T> items) {
		List<T> reversed = new ArrayList<>(items);
		Collections.reverse(reversed);
		return reversed;
	}

}
