package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;

import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.text.FieldRules;

/**
 * Reads the answers of all pre-entrust-signs and compares what they repeat.
 */
final class SignAnswers {

	/** Two hours, less a margin for the payer to finish. */
	private static final Duration SESSION = Duration.ofHours(2).minusMinutes(5);

	private final String mchid;

	private final MiniProgramLaunchFactory launchFactory;

	private final Clock clock;

	SignAnswers(String mchid, MiniProgramLaunchFactory launchFactory, Clock clock) {
		this.mchid = mchid;
		this.launchFactory = launchFactory;
		this.clock = clock;
	}

	MiniProgramSignSession session(PreEntrustSignRequest request, ApiAnswer answer) {
		return answer.read((json) -> session(echo(request, answer, json), json));
	}

	private MiniProgramSignSession session(PayRedirectSign echo, JsonObject json) {
		String preEntrustwebId = json.requiredText("pre_entrustweb_id", 128);
		String signMpAppid = json.requiredText("sign_mp_appid", 64);
		String signMpPath = json.requiredText("sign_mp_path", 16 * 1024);
		return new MiniProgramSignSession(preEntrustwebId, echo.mchid(), echo.subMchid(), echo.serviceId(),
				echo.outContractCode(), signMpAppid, signMpPath,
				this.launchFactory.create(signMpAppid, signMpPath, preEntrustwebId),
				this.clock.instant().plus(SESSION));
	}

	PayRedirectSign sign(PreEntrustSignRequest request, ApiAnswer answer) {
		return answer.read((json) -> echo(request, answer, json));
	}

	private PayRedirectSign echo(PreEntrustSignRequest request, ApiAnswer answer, JsonObject json) {
		PayRedirectSign echo = new PayRedirectSign(json.requiredText("mchid", 32), json.text("sub_mchid"),
				json.requiredInteger("service_id"), json.requiredText("out_contract_code", 32));
		answer.requireEcho("mchid", this.mchid, echo.mchid());
		answer.requireEcho("service_id", FieldRules.required("serviceId", request.serviceId()), echo.serviceId());
		answer.requireEcho("out_contract_code", request.outContractCode(), echo.outContractCode());
		if (request instanceof ServiceProviderMiniProgramSignRequest partner) {
			answer.requireEcho("sub_mchid", partner.subMchid(), echo.subMchid());
		}
		if (request instanceof ServiceProviderPayRedirectSignRequest partner) {
			answer.requireEcho("sub_mchid", partner.subMchid(), echo.subMchid());
		}
		return echo;
	}

}
