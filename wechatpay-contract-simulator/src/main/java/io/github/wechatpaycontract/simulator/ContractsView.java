package io.github.wechatpaycontract.simulator;

import java.util.List;

/**
 * Sessions and contracts, the latest first, with what the payer and the merchant can
 * still do to them.
 */
final class ContractsView {

	private final WechatPaySimulator simulator;

	ContractsView(WechatPaySimulator simulator) {
		this.simulator = simulator;
	}

	Html of(List<SimulatedSession> latestFirst, Texts texts) {
		List<Delivery> deliveries = this.simulator.deliveries();
		List<PendingNotification> pending = this.simulator.notifications().pending();
		return Html.each(latestFirst, (session) -> contract(session, deliveries, pending, texts));
	}

	private Html contract(SimulatedSession session, List<Delivery> deliveries, List<PendingNotification> pending,
			Texts texts) {
		String contractId = session.contractId();
		return Html.of("""
				<li class="contract" data-key="{}/{}" data-code="{}" data-state="{}">
				<span class="pill" data-state="{}">{}</span>
				<div class="about">
				<b>{}</b>
				<code>{}</code>
				{}{}
				{}
				</div>
				<div class="actions">{}</div>
				</li>
				""", session.mchid(), session.outContractCode(), session.outContractCode(), session.state(),
				session.state(), texts.get("state." + session.state()), session.contractDisplayAccount(),
				session.outContractCode(), merchant(session, texts),
				(contractId != null)
						? Html.of("<span class=\"small\">{} <code>{}</code></span>", texts.get("contract.id"),
								contractId)
						: Html.of("<span class=\"small\">{} {}</span>", texts.get("contract.expires-at"),
								PageLayout.date(session.expiresAt())),
				deliveries(session, deliveries, pending, texts), actions(session, texts));
	}

	private Html merchant(SimulatedSession session, Texts texts) {
		return Html.when(this.simulator.merchants().size() > 1, Html
			.of("<span class=\"small\">{} <code>{}</code></span>", texts.get("contract.mchid"), session.mchid()));
	}

	/**
	 * How the latest notification about the contract fares: that of its end, else that of
	 * its signature.
	 */
	private static Html deliveries(SimulatedSession session, List<Delivery> deliveries,
			List<PendingNotification> pending, Texts texts) {
		SimulatedTermination termination = session.termination();
		Html ofEnd = (termination != null) ? delivery(termination.notificationId(), deliveries, pending, texts)
				: Html.NOTHING;
		String signing = session.notificationId();
		return (ofEnd.equals(Html.NOTHING) && signing != null) ? delivery(signing, deliveries, pending, texts) : ofEnd;
	}

	private static Html delivery(String id, List<Delivery> deliveries, List<PendingNotification> pending, Texts texts) {
		Html due = pending.stream()
			.filter((notification) -> notification.notificationId().equals(id))
			.findFirst()
			.map((notification) -> due(notification, texts))
			.orElse(Html.NOTHING);
		return deliveries.stream()
			.filter((delivery) -> delivery.notificationId().equals(id))
			.reduce((earlier, later) -> later)
			.map((delivery) -> Html.of("<span class=\"small delivery\" data-verdict=\"{}\">{} {} {}</span>",
					delivery.isAcknowledged() ? "accepted" : "refused",
					texts.get("notification.attempt", delivery.attempt()),
					(delivery.status() != null) ? delivery.status() : texts.get("notification.no-answer"), due))
			.orElse(due);
	}

	/**
	 * When a notification is sent next; the script counts down to it.
	 */
	static Html due(PendingNotification notification, Texts texts) {
		return Html.of("<span class=\"due\">{} <time data-due=\"{}\">{}</time></span>",
				texts.get("notification.next", notification.attempt()), notification.nextAttemptAt().toEpochMilli(),
				PageLayout.clock(notification.nextAttemptAt()));
	}

	private Html actions(SimulatedSession session, Texts texts) {
		Html phone = Html.of("<a class=\"button\" data-action=\"phone\" href=\"/?phone={}&amp;{}#payer\">{}</a>",
				Phones.id(session), Phones.merchant(session), texts.get("action.phone"));
		Html again = button(session, "notify", texts);
		return switch (session.state()) {
			case SIGNED -> Html.all(phone, button(session, "terminate", texts), again);
			case TERMINATED ->
				Html.all(phone, Html.when(this.simulator.notifications().isEndNotified(session.mchid()), again));
			default -> phone;
		};
	}

	private static Html button(SimulatedSession session, String action, Texts texts) {
		return Html.of("""
				<form method="post" action="/simulator/page/{}">
				<input type="hidden" name="mchid" value="{}"><input type="hidden" name="out_contract_code" value="{}">
				<button data-action="{}">{}</button>
				</form>
				""", action, session.mchid(), session.outContractCode(), action, texts.get("action." + action));
	}

}
