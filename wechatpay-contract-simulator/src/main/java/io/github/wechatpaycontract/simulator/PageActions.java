package io.github.wechatpaycontract.simulator;

import java.util.NoSuchElementException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page's buttons do. Each returns the page to show next; what is sent to the
 * merchant meanwhile is not waited for.
 */
final class PageActions {

	private static final Logger logger = LoggerFactory.getLogger(PageActions.class);

	private final WechatPaySimulator simulator;

	private final Phones phones;

	PageActions(WechatPaySimulator simulator, Phones phones) {
		this.simulator = simulator;
		this.phones = phones;
	}

	/**
	 * A button of the phone. One that comes too late changes nothing; the phone then
	 * shows why.
	 */
	String onPhone(PageRequest request, String id, String action) {
		SimulatedSession session = this.phones.find(id, request.query("mchid"));
		try {
			press(session, action);
		}
		catch (IllegalStateException ex) {
			logger.debug("Too late for the button: {}", ex.getMessage());
		}
		return "/simulator/phone/" + id + PhonePage.query(request);
	}

	private void press(SimulatedSession session, String action) {
		switch (action) {
			case "confirm" -> this.simulator.confirm(session.mchid(), session.outContractCode());
			case "leave" -> this.simulator.abandon(session.mchid(), session.outContractCode());
			case "terminate" -> this.simulator.terminateByPayer(session.mchid(), session.outContractCode());
			default -> throw new NoSuchElementException("A phone has no button '" + action + "'");
		}
	}

	String onConsole(PageRequest request, String action) {
		throw new NoSuchElementException("The page has no button '" + action + "'");
	}

}
