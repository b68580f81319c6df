package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.json.JsonObject;
import reactor.core.publisher.Mono;

/**
 * Opens signing sessions over a {@link SignedExchange}: fill in the defaults, check,
 * send, compare what is repeated.
 */
public final class ReactivePreEntrustSignTemplate implements ReactivePreEntrustSignOperations {

	private static final String MINI_PROGRAM = "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program";

	/** Two hours, less a margin for the payer to finish. */
	private static final Duration SESSION = Duration.ofHours(2).minusMinutes(5);

	private final SignedExchange exchange;

	private final PreEntrustSignDefaults defaults;

	private final MiniProgramLaunchFactory launchFactory;

	private final Clock clock;

	/**
	 * Creates the template.
	 * @param exchange what signs, sends and verifies
	 * @param defaults what requests may leave open
	 * @param launchFactory how sessions reach the signing mini program
	 * @param clock this host's clock
	 */
	public ReactivePreEntrustSignTemplate(SignedExchange exchange, PreEntrustSignDefaults defaults,
			MiniProgramLaunchFactory launchFactory, Clock clock) {
		this.exchange = exchange;
		this.defaults = defaults;
		this.launchFactory = launchFactory;
		this.clock = clock;
	}

	@Override
	public Mono<MiniProgramSignSession> miniProgram(MiniProgramSignRequest request) {
		return Mono.defer(() -> {
			MiniProgramSignRequest complete = complete(request);
			return this.exchange
				.exchange(ApiRequest.post(MINI_PROGRAM, complete,
						List.of(complete.openid(), complete.contractDisplayAccount())))
				.map((answer) -> session(complete, answer));
		});
	}

	private MiniProgramSignRequest complete(MiniProgramSignRequest request) {
		MiniProgramSignRequest complete = request.withDefaults(this.defaults);
		FieldRules.required("appid", complete.appid());
		FieldRules.required("serviceId", complete.serviceId());
		NotifyUrl.of(FieldRules.required("notifyUrl", complete.notifyUrl()), this.exchange.isLoopback());
		return complete;
	}

	private MiniProgramSignSession session(MiniProgramSignRequest request, ApiAnswer answer) {
		MiniProgramSignSession session = answer.read(this::session);
		answer.requireEcho("mchid", this.exchange.mchid(), session.mchid());
		answer.requireEcho("service_id", FieldRules.required("serviceId", request.serviceId()), session.serviceId());
		answer.requireEcho("out_contract_code", request.outContractCode(), session.outContractCode());
		return session;
	}

	private MiniProgramSignSession session(JsonObject answer) {
		String preEntrustwebId = answer.requiredText("pre_entrustweb_id", 128);
		String signMpAppid = answer.requiredText("sign_mp_appid", 64);
		String signMpPath = answer.requiredText("sign_mp_path", 16 * 1024);
		return new MiniProgramSignSession(preEntrustwebId, answer.requiredText("mchid", 32),
				answer.requiredInteger("service_id"), answer.requiredText("out_contract_code", 32), signMpAppid,
				signMpPath, this.launchFactory.create(signMpAppid, signMpPath, preEntrustwebId),
				this.clock.instant().plus(SESSION));
	}

}
