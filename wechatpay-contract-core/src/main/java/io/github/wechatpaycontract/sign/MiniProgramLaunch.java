package io.github.wechatpaycontract.sign;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the mini program hands to {@code wx.navigateToMiniProgram}, unchanged. Jackson
 * keeps these names, whatever the application does to others.
 *
 * @param appId the appid of the signing mini program
 * @param path its page
 * @param extraData what the page is told
 */
public record MiniProgramLaunch(@JsonProperty("appId") String appId, @JsonProperty("path") String path,
		@JsonProperty("extraData") Map<String, String> extraData) {

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
