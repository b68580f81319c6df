package io.github.wechatpaycontract.sign;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Decides how the session reaches the signing mini program. The pages of this product do
 * not say; those of its siblings say {@link #EXTRA_DATA}.
 */
@FunctionalInterface
public interface MiniProgramLaunchFactory {

	/**
	 * Hands over {@code extraData: {pre_entrustweb_id}}.
	 */
	MiniProgramLaunchFactory EXTRA_DATA = (signMpAppid, signMpPath, preEntrustwebId) -> new MiniProgramLaunch(
			signMpAppid, signMpPath, Map.of("pre_entrustweb_id", preEntrustwebId));

	/**
	 * Hands over {@code path?pre_entrustweb_id=…}, should the merchant's onboarding paper
	 * ask for it.
	 */
	MiniProgramLaunchFactory PATH_QUERY = (signMpAppid, signMpPath,
			preEntrustwebId) -> new MiniProgramLaunch(signMpAppid, signMpPath + (signMpPath.contains("?") ? "&" : "?")
					+ "pre_entrustweb_id=" + URLEncoder.encode(preEntrustwebId, StandardCharsets.UTF_8), Map.of());

	/**
	 * Makes the launch.
	 * @param signMpAppid the appid of the signing mini program
	 * @param signMpPath its page
	 * @param preEntrustwebId the session
	 * @return the launch
	 */
	MiniProgramLaunch create(String signMpAppid, String signMpPath, String preEntrustwebId);

}
