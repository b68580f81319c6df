package io.github.wechatpaycontract.sign;

import java.time.Clock;

import io.github.wechatpaycontract.client.SignedExchange;
import reactor.core.publisher.Mono;

/**
 * Opens signing sessions over a {@link SignedExchange}.
 */
public final class ReactivePreEntrustSignTemplate implements ReactivePreEntrustSignOperations {

	private final SignMode<MiniProgramSignRequest, PayRedirectSignRequest> normal;

	private final SignMode<MiniProgramSignRequest, PayRedirectSignRequest> ecommerce;

	private final SignMode<ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest> serviceProvider;

	private final SignMode<ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest> clearingInstitution;

	/**
	 * Creates the template.
	 * @param exchange what signs, sends and verifies
	 * @param defaults what requests may leave open
	 * @param launchFactory how sessions reach the signing mini program
	 * @param clock this host's clock
	 */
	public ReactivePreEntrustSignTemplate(SignedExchange exchange, PreEntrustSignDefaults defaults,
			MiniProgramLaunchFactory launchFactory, Clock clock) {
		this(exchange, defaults, launchFactory, clock, SignIntentRecorder.NONE);
	}

	/**
	 * Creates a template that keeps what it is about to send.
	 * @param exchange what signs, sends and verifies
	 * @param defaults what requests may leave open
	 * @param launchFactory how sessions reach the signing mini program
	 * @param clock this host's clock
	 * @param intents keeps each request before it is sent
	 */
	public ReactivePreEntrustSignTemplate(SignedExchange exchange, PreEntrustSignDefaults defaults,
			MiniProgramLaunchFactory launchFactory, Clock clock, SignIntentRecorder intents) {
		SignAnswers answers = new SignAnswers(exchange.mchid(), launchFactory, clock);
		this.normal = new SignMode<>("normal", exchange, defaults, answers, intents);
		this.ecommerce = new SignMode<>("ecommerce", exchange, defaults, answers, intents);
		this.serviceProvider = new SignMode<>("service-provider", exchange, defaults, answers, intents);
		this.clearingInstitution = new SignMode<>("qs", exchange, defaults, answers, intents);
	}

	@Override
	public Mono<MiniProgramSignSession> miniProgram(MiniProgramSignRequest request) {
		return this.normal.miniProgram(request);
	}

	@Override
	public Mono<PayRedirectSign> payRedirect(PayRedirectSignRequest request) {
		return this.normal.payRedirect(request);
	}

	@Override
	public Mono<PayRedirectSignOutcome> tryPayRedirect(PayRedirectSignRequest request) {
		return this.normal.tryPayRedirect(request);
	}

	@Override
	public ReactiveSignScenes<ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest> serviceProvider() {
		return this.serviceProvider;
	}

	@Override
	public ReactiveSignScenes<MiniProgramSignRequest, PayRedirectSignRequest> ecommerce() {
		return this.ecommerce;
	}

	@Override
	public ReactiveSignScenes<ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest> clearingInstitution() {
		return this.clearingInstitution;
	}

}
