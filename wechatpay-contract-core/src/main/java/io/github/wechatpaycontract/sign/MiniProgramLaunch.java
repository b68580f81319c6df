package io.github.wechatpaycontract.sign;

import java.util.Map;

/**
 * What the mini program hands to {@code wx.navigateToMiniProgram}, unchanged.
 *
 * @param appId the appid of the signing mini program
 * @param path its page
 * @param extraData what the page is told
 */
public record MiniProgramLaunch(String appId, String path, Map<String, String> extraData) {

	/**
	 * Copies the extra data.
	 */
	public MiniProgramLaunch {
		extraData = Map.copyOf(extraData);
	}

	/** Without the session: who holds it can open it. */
	@Override
	public String toString() {
		return "MiniProgramLaunch[appId=%s]".formatted(this.appId);
	}

}
