package io.github.wechatpaycontract.simulator;

import java.time.Instant;
import java.util.Objects;

/**
 * The payer's phone with the signing mini program of one session: what the payer may do,
 * or what has become of it.
 */
final class PhoneScreen {

	private final WechatPaySimulator simulator;

	private final Platform platform;

	PhoneScreen(WechatPaySimulator simulator, Platform platform) {
		this.simulator = simulator;
		this.platform = platform;
	}

	/**
	 * The phone.
	 * @param query query of the forms' addresses, from {@code ?} on, or nothing
	 * @param leave where the button behind the last step goes
	 */
	Html of(SimulatedSession session, Texts texts, String query, Html leave) {
		Html content = switch (session.state()) {
			case OPEN -> open(session, texts, query);
			case SIGNED -> signed(session, texts, query, leave);
			case TERMINATED, ABANDONED, EXPIRED -> over(session, texts, leave);
		};
		return frame(session.state().name(), texts, content);
	}

	Html idle(Texts texts) {
		return frame("NONE", texts, Html.of("""
				<div class="screen-body idle">
				<p class="mark">{}</p>
				<p class="lead">{}</p>
				</div>
				""", "…", texts.get("phone.none")));
	}

	private Html frame(String state, Texts texts, Html content) {
		return Html.of(
				"""
						<div class="phone" id="phone" data-state="{}">
						<div class="screen">
						<div class="status" aria-hidden="true"><span>{}</span><i class="island"></i><span class="signal"></span></div>
						<div class="mp-bar"><span>{}</span><span class="capsule" aria-hidden="true"><i></i><i></i></span></div>
						{}
						</div>
						</div>
						""",
				state, PageLayout.minute(this.platform.now()), texts.get("phone.bar"), content);
	}

	private Html open(SimulatedSession session, Texts texts, String query) {
		return Html.of("""
				<div class="screen-body">
				{}
				<div class="merchant"><span class="avatar" aria-hidden="true">{}</span><p>{}</p></div>
				<h2>{}</h2>
				<p class="lead">{}</p>
				{}
				<form method="post" action="{}"><button class="confirm" id="confirm">{}</button></form>
				<form method="post" action="{}"><button class="leave" id="leave">{}</button></form>
				</div>
				""", paid(session, texts), texts.get("phone.avatar"), texts.get("phone.merchant", session.mchid()),
				texts.get("phone.open"), texts.get("phone.open.lead"), rows(session, texts),
				action(session, "confirm", query), texts.get("phone.confirm"), action(session, "leave", query),
				texts.get("phone.leave"));
	}

	/**
	 * The payment before a session behind a payment.
	 */
	private Html paid(SimulatedSession session, Texts texts) {
		if (session.request().scene() != SignScene.PAY_REDIRECT) {
			return Html.NOTHING;
		}
		return this.simulator.orders()
			.stream()
			.filter((order) -> order.prepayId().equals(session.request().prepayId()))
			.findFirst()
			.map((order) -> Html.of("<p class=\"paid\" id=\"paid\"><span>{}</span><b>{}</b></p>",
					texts.get("phone.paid"), PageLayout.yuan(order.total())))
			.orElseGet(() -> Html.of("<p class=\"paid\" id=\"paid\"><span>{}</span></p>", texts.get("phone.paid")));
	}

	private static Html rows(SimulatedSession session, Texts texts) {
		return Html.of("""
				<dl class="rows">
				<dt>{}</dt><dd id="display-account">{}</dd>
				<dt>{}</dt><dd>{}</dd>
				<dt>{}</dt><dd class="long">{}</dd>
				</dl>
				""", texts.get("contract.display-account"), session.contractDisplayAccount(),
				texts.get("contract.service"), session.serviceId(), texts.get("contract.code"),
				session.outContractCode());
	}

	private static Html signed(SimulatedSession session, Texts texts, String query, Html leave) {
		Instant signedAt = Objects.requireNonNullElse(session.signedAt(), session.openedAt());
		return Html.of("""
				<div class="screen-body done">
				<p class="mark good" aria-hidden="true">✓</p>
				<h2>{}</h2>
				<dl class="rows">
				<dt>{}</dt><dd id="display-account">{}</dd>
				<dt>{}</dt><dd>{}</dd>
				<dt>{}</dt><dd class="long" id="contract-id">{}</dd>
				</dl>
				{}
				<form method="post" action="{}"><button class="leave" id="terminate">{}</button></form>
				</div>
				""", texts.get("phone.signed"), texts.get("contract.display-account"), session.contractDisplayAccount(),
				texts.get("contract.signed-at"), PageLayout.date(signedAt), texts.get("contract.id"),
				String.valueOf(session.contractId()), leave, action(session, "terminate", query),
				texts.get("phone.terminate"));
	}

	private static Html over(SimulatedSession session, Texts texts, Html leave) {
		String state = session.state().name();
		return Html.of("""
				<div class="screen-body done">
				<p class="mark" aria-hidden="true">{}</p>
				<h2>{}</h2>
				<p class="lead">{}</p>
				{}
				</div>
				""", (session.state() == SessionState.TERMINATED) ? "–" : "×", texts.get("phone." + state),
				texts.get("phone." + state + ".lead"), leave);
	}

	private static String action(SimulatedSession session, String name, String query) {
		return "/simulator/phone/" + Phones.id(session) + "/" + name + query;
	}

}
