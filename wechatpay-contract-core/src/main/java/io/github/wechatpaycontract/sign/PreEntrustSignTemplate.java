package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.client.BlockingBridge;

/**
 * Opens signing sessions and waits for the answer: a thin front on
 * {@link ReactivePreEntrustSignOperations}.
 */
public final class PreEntrustSignTemplate implements PreEntrustSignOperations {

	private final ReactivePreEntrustSignOperations reactive;

	/**
	 * Creates the template.
	 * @param reactive what makes the calls
	 */
	public PreEntrustSignTemplate(ReactivePreEntrustSignOperations reactive) {
		this.reactive = reactive;
	}

	@Override
	public MiniProgramSignSession miniProgram(MiniProgramSignRequest request) {
		return BlockingBridge.await(() -> this.reactive.miniProgram(request), ReactivePreEntrustSignOperations.class);
	}

}
