package io.github.wechatpaycontract.sign;

import java.util.function.BiFunction;

import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The scenes of one kind of caller: fill in the defaults, check, record, send, compare
 * what is repeated.
 */
final class SignMode<M extends PreEntrustSignRequest, P extends PreEntrustSignRequest>
		implements ReactiveSignScenes<M, P> {

	private final String path;

	private final SignedExchange exchange;

	private final PreEntrustSignDefaults defaults;

	private final SignAnswers answers;

	private final SignIntentRecorder intents;

	private volatile @Nullable String goodNotifyUrl;

	SignMode(String mode, SignedExchange exchange, PreEntrustSignDefaults defaults, SignAnswers answers,
			SignIntentRecorder intents) {
		this.path = "/v3/password-exempt-contract/contracts/" + mode + "/pre-entrust-sign/";
		this.exchange = exchange;
		this.defaults = defaults;
		this.answers = answers;
		this.intents = intents;
	}

	@Override
	public Mono<MiniProgramSignSession> miniProgram(M request) {
		return send("mini-program", request, this.answers::session);
	}

	@Override
	public Mono<PayRedirectSign> payRedirect(P request) {
		return send("pay-redirect-sign", request, this.answers::sign);
	}

	@Override
	public Mono<PayRedirectSignOutcome> tryPayRedirect(P request) {
		return payRedirect(request).<PayRedirectSignOutcome>map(PayRedirectSignOutcome.Accepted::new)
			.onErrorResume(Exception.class, (ex) -> Mono.just(new PayRedirectSignOutcome.Failed(ex)));
	}

	private <T> Mono<T> send(String scene, PreEntrustSignRequest request,
			BiFunction<PreEntrustSignRequest, ApiAnswer, T> result) {
		return Mono.defer(() -> {
			PreEntrustSignRequest complete = request.withDefaults(this.defaults);
			checkNotifyUrl(FieldRules.required("notifyUrl", complete.notifyUrl()));
			return this.intents.record(this.exchange.mchid(), complete)
				.then(this.exchange
					.exchange(ApiRequest.post(this.path + scene, complete, complete.payer()).asRepeatable()))
				.map((answer) -> result.apply(complete, answer));
		});
	}

	/** Remembers the last good URL, as most requests have the same one. */
	private void checkNotifyUrl(String text) {
		if (!text.equals(this.goodNotifyUrl)) {
			NotifyUrl.withAnyPath(text, this.exchange.isLoopback());
			this.goodNotifyUrl = text;
		}
	}

}
