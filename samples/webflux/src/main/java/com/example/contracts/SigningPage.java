package com.example.contracts;

import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where the payer signs. Beside a simulator that is its page of the payer's phone. With
 * WeChat Pay itself no web page can lead there: the mini program calls
 * {@code wx.navigateToMiniProgram} with {@code session.launch()}, see
 * {@code samples/mini-program}.
 */
@Component
class SigningPage {

	private final WechatPaySimulator simulator;

	SigningPage(ObjectProvider<WechatPaySimulator> simulator) {
		this.simulator = simulator.getIfAvailable();
	}

	/**
	 * Returns where to send the payer.
	 * @param session the session that was opened
	 * @param returnTo where the payer comes back to
	 */
	String of(MiniProgramSignSession session, String returnTo) {
		if (this.simulator == null) {
			return Notice.MINI_PROGRAM.page();
		}
		return UriComponentsBuilder.fromUriString(home())
			.pathSegment("phone", session.preEntrustwebId())
			.queryParam("return_to", "{returnTo}")
			.encode()
			.buildAndExpand(returnTo)
			.toUriString();
	}

	/**
	 * The simulator's own pages, or nothing without a simulator.
	 */
	String home() {
		return (this.simulator != null) ? "http://localhost:" + this.simulator.port() + "/simulator" : null;
	}

}
