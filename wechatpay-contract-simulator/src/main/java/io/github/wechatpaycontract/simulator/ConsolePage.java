package io.github.wechatpaycontract.simulator;

import java.util.List;

/**
 * The page at {@code /}: the payer's phone and the contracts.
 */
final class ConsolePage {

	private final WechatPaySimulator simulator;

	private final PageLayout layout;

	private final PhoneScreen screen;

	ConsolePage(WechatPaySimulator simulator, PageLayout layout, PhoneScreen screen) {
		this.simulator = simulator;
		this.layout = layout;
		this.screen = screen;
	}

	Answer answer(PageRequest request) {
		Texts texts = request.texts();
		List<SimulatedSession> sessions = this.simulator.sessions();
		Html phone = sessions.isEmpty() ? this.screen.idle(texts)
				: this.screen.of(sessions.get(sessions.size() - 1), texts, "", Html.NOTHING);
		return this.layout.answer(request, texts.get("title"),
				Html.of("<main class=\"console\" id=\"console\" data-live>{}</main>", phone));
	}

}
