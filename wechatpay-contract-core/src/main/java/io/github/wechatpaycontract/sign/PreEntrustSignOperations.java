package io.github.wechatpaycontract.sign;

/**
 * Opens signing sessions and waits for the answer. The operations of the direct merchant
 * ({@code normal} on the wire) stand here, those of other callers behind a view. On an
 * event loop use {@link ReactivePreEntrustSignOperations}.
 */
public interface PreEntrustSignOperations extends SignScenes<MiniProgramSignRequest, PayRedirectSignRequest> {

	/**
	 * Returns the operations of a service provider:
	 * {@code …/contracts/service-provider/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471269">WeChat Pay:
	 * mini-program pre-entrust-sign of a service provider</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471272">WeChat Pay:
	 * pre-entrust-sign after a payment, of a service provider</a>
	 */
	SignScenes<ServiceProviderMiniProgramSignRequest, ServiceProviderPayRedirectSignRequest> serviceProvider();

	/**
	 * Returns the operations of an e-commerce platform: {@code …/contracts/ecommerce/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4013369177">WeChat Pay:
	 * mini-program pre-entrust-sign of an e-commerce platform</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4013369191">WeChat Pay:
	 * pre-entrust-sign after a payment, of an e-commerce platform</a>
	 */
	SignScenes<MiniProgramSignRequest, PayRedirectSignRequest> ecommerce();

	/**
	 * Returns the operations of a clearing institution: {@code …/contracts/qs/…}.
	 * @return the view
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471282">WeChat Pay:
	 * mini-program pre-entrust-sign of a clearing institution</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471286">WeChat Pay:
	 * pre-entrust-sign after a payment, of a clearing institution</a>
	 */
	SignScenes<ClearingInstitutionMiniProgramSignRequest, ClearingInstitutionPayRedirectSignRequest> clearingInstitution();

}
