package io.github.wechatpaycontract.registry;

import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.jspecify.annotations.Nullable;

/**
 * What makes a merchant of an application that has several.
 *
 * @param name how the application calls it, 1 to 64 letters, digits, dots and hyphens
 * @param merchant its number and keys
 * @param defaults what its requests may leave open
 * @param notificationPath the path at which its notifications arrive, verified with its
 * keys only, as it stands in the request line, context path included; {@code null} for
 * none
 */
public record MerchantDefinition(String name, Merchant merchant, PreEntrustSignDefaults defaults,
		@Nullable String notificationPath) {

	/**
	 * Checks the definition.
	 * @throws IllegalArgumentException if the name is not 1 to 64 letters, digits, dots
	 * and hyphens, or the path is not plain
	 */
	public MerchantDefinition {
		if (!name.matches("[0-9A-Za-z.-]{1,64}")) {
			throw new IllegalArgumentException("The name of a merchant is 1 to 64 letters, digits, dots and hyphens");
		}
		if (notificationPath != null && !NotifyUrl.isPlainPath(notificationPath)) {
			throw new IllegalArgumentException("A notification path is plain and starts with a slash");
		}
	}

}
