package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationResource;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a contract that a notification names first, where that is wanted.
 */
final class UnknownContract {

	private final UnknownContracts policy;

	private final MerchantRegistry registry;

	private final Supplier<Instant> now;

	UnknownContract(UnknownContracts policy, MerchantRegistry registry, Supplier<Instant> now) {
		this.policy = policy;
		this.registry = registry;
		this.now = now;
	}

	/**
	 * Makes the record of the contract; it is not written yet.
	 * @return the contract, empty when it is not wanted or not of this application
	 */
	Optional<ContractRecord> of(ContractNotification notification) {
		ContractNotificationResource resource = notification.resource();
		PreEntrustSignDefaults defaults = this.registry.ofMchid(notification.mchid()).defaults();
		Long serviceId = (resource.serviceId() != null) ? resource.serviceId() : defaults.serviceId();
		if (this.policy == UnknownContracts.PARK || resource.outContractCode() == null || serviceId == null
				|| differ(defaults.serviceId(), serviceId) || differ(defaults.appid(), resource.appid())) {
			return Optional.empty();
		}
		Instant time = this.now.get();
		return Optional.of(new ContractRecord(notification.mchid(), resource.outContractCode(), serviceId,
				Finding.of(notification).parties(), LedgerState.PENDING, time, time, null, null, null, null, null, null,
				0));
	}

	private static boolean differ(@Nullable Object configured, @Nullable Object found) {
		return configured != null && found != null && !configured.equals(found);
	}

}
