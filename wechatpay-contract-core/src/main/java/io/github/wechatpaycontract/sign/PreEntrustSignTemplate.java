package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.BlockingBridge;

/**
 * Opens signing sessions and waits for the answer: a thin front on
 * {@link ReactivePreEntrustSignOperations}.
 */
public final class PreEntrustSignTemplate implements PreEntrustSignOperations {

	private final BlockingSignScenes<MiniProgramSignRequest, PayRedirectSignRequest> normal;

	private final ReactivePreEntrustSignOperations reactive;

	/**
	 * Creates the template.
	 * @param reactive what makes the calls
	 */
	public PreEntrustSignTemplate(ReactivePreEntrustSignOperations reactive) {
		this.normal = new BlockingSignScenes<>(reactive);
		this.reactive = reactive;
	}

	@Override
	public MiniProgramSignSession miniProgram(MiniProgramSignRequest request) {
		return this.normal.miniProgram(request);
	}

	@Override
	public PayRedirectSign payRedirect(PayRedirectSignRequest request) {
		return this.normal.payRedirect(request);
	}

	@Override
	public PayRedirectSignOutcome tryPayRedirect(PayRedirectSignRequest request) {
		return this.normal.tryPayRedirect(request);
	}

	@Override
	public SignScenes<ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest> serviceProvider() {
		return new BlockingSignScenes<>(this.reactive.serviceProvider());
	}

	@Override
	public SignScenes<MiniProgramSignRequest, PayRedirectSignRequest> ecommerce() {
		return new BlockingSignScenes<>(this.reactive.ecommerce());
	}

	@Override
	public SignScenes<ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest> clearingInstitution() {
		return new BlockingSignScenes<>(this.reactive.clearingInstitution());
	}

	/**
	 * Waits for the scenes of one kind of caller.
	 *
	 * @param scenes what makes the calls
	 */
	private record BlockingSignScenes<M extends PreEntrustSignRequest, P extends PreEntrustSignRequest>(
			ReactiveSignScenes<M, P> scenes) implements SignScenes<M, P> {

		@Override
		public MiniProgramSignSession miniProgram(M request) {
			return BlockingBridge.await(() -> this.scenes.miniProgram(request), ReactivePreEntrustSignOperations.class);
		}

		@Override
		public PayRedirectSign payRedirect(P request) {
			return BlockingBridge.await(() -> this.scenes.payRedirect(request), ReactivePreEntrustSignOperations.class);
		}

		@Override
		public PayRedirectSignOutcome tryPayRedirect(P request) {
			try {
				return BlockingBridge.await(() -> this.scenes.tryPayRedirect(request),
						ReactivePreEntrustSignOperations.class);
			}
			catch (WechatPayTransportException interrupted) {
				return new PayRedirectSignOutcome.Failed(interrupted);
			}
		}

	}

}
