package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotificationResource;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.jspecify.annotations.Nullable;

/**
 * Adds a contract to the ledger that a notification names first, where that is wanted.
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
	 * Adds the contract.
	 * @return the contract, empty when it is not wanted or not of this application
	 */
	Optional<ContractRecord> apply(InboxEntry entry, Arrival arrival) {
		String mchid = arrival.notification().mchid();
		ContractNotificationResource resource = arrival.notification().resource();
		PreEntrustSignDefaults defaults = this.registry.ofMchid(mchid).defaults();
		Long serviceId = Objects.requireNonNullElse(resource.serviceId(), defaults.serviceId());
		if (this.policy == UnknownContracts.PARK || resource.outContractCode() == null || serviceId == null
				|| differ(defaults.serviceId(), serviceId) || differ(defaults.appid(), resource.appid())) {
			return Optional.empty();
		}
		Instant time = this.now.get();
		ContractParties parties = new ContractParties(resource.appid(), resource.openid(), resource.subMchid(),
				resource.subAppid(), resource.subOpenid());
		ContractRecord added = new ContractRecord(mchid, resource.outContractCode(), serviceId, parties,
				LedgerState.PENDING, time, time, null, null, null, null, null, null, 0);
		entry.transaction().insertContract(added);
		return Optional.of(added);
	}

	private static boolean differ(@Nullable Object configured, @Nullable Object found) {
		return configured != null && found != null && !configured.equals(found);
	}

}
