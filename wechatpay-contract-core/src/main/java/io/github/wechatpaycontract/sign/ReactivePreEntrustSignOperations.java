package io.github.wechatpaycontract.sign;

/**
 * Opens signing sessions without blocking. The operations of the direct merchant
 * ({@code normal} on the wire) stand here, those of other callers behind a view.
 */
public interface ReactivePreEntrustSignOperations
		extends ReactiveSignScenes<MiniProgramSignRequest, PayRedirectSignRequest> {

	/**
	 * Returns the operations of a service provider:
	 * {@code …/contracts/service-provider/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471269">WeChat Pay:
	 * mini-program pre-entrust-sign of a service provider</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471272">WeChat Pay:
	 * pre-entrust-sign after a payment, of a service provider</a>
	 */
	ReactiveSignScenes<ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest> serviceProvider();

	/**
	 * Returns the operations of an e-commerce platform: {@code …/contracts/ecommerce/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4013369177">WeChat Pay:
	 * mini-program pre-entrust-sign of an e-commerce platform</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4013369191">WeChat Pay:
	 * pre-entrust-sign after a payment, of an e-commerce platform</a>
	 */
	ReactiveSignScenes<MiniProgramSignRequest, PayRedirectSignRequest> ecommerce();

	/**
	 * Returns the operations of a clearing institution: {@code …/contracts/qs/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471282">WeChat Pay:
	 * mini-program pre-entrust-sign of a clearing institution</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471286">WeChat Pay:
	 * pre-entrust-sign after a payment, of a clearing institution</a>
	 */
	ReactiveSignScenes<ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest> clearingInstitution();

}
