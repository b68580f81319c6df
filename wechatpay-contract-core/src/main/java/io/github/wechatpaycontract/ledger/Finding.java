package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.contract.ContractTermination;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationResource;
import io.github.wechatpaycontract.notification.NotificationKind;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat Pay says about a contract, in a notification or in the answer to a query.
 * Any member may be absent.
 */
record Finding(@Nullable LedgerState state, @Nullable Long serviceId, ContractParties parties,
		@Nullable String contractId, @Nullable Instant signedAt, @Nullable Instant terminatedAt,
		@Nullable String terminationModeText) {

	private static final int LONGEST_MODE = 64;

	static Finding of(ContractNotification notification) {
		ContractNotificationResource resource = notification.resource();
		ContractParties parties = new ContractParties(resource.appid(), resource.openid(), resource.subMchid(),
				resource.subAppid(), resource.subOpenid());
		boolean ended = notification.kind() == NotificationKind.TERMINATED;
		return new Finding(state(notification.kind()), resource.serviceId(), parties, resource.contractId(),
				instant(resource.signedTime()), ended ? instant(resource.terminatedTime()) : null,
				ended ? mode(resource.terminationModeText()) : null);
	}

	static Finding of(Contract contract) {
		ContractParties parties = new ContractParties(contract.appid(), contract.openid(), null, contract.subAppid(),
				contract.subOpenid());
		LedgerState state = (contract.state() == null) ? null : switch (contract.state()) {
			case SIGNED -> LedgerState.SIGNED;
			case TERMINATED -> LedgerState.TERMINATED;
			default -> null;
		};
		ContractTermination termination = (state == LedgerState.TERMINATED) ? contract.termination() : null;
		return new Finding(state, contract.serviceId(), parties, contract.contractId(), instant(contract.signedTime()),
				(termination != null) ? instant(termination.terminatedTime()) : null,
				(termination != null) ? mode(termination.modeText()) : null);
	}

	private static @Nullable LedgerState state(NotificationKind kind) {
		return switch (kind) {
			case SIGNED -> LedgerState.SIGNED;
			case TERMINATED -> LedgerState.TERMINATED;
			case OTHER -> null;
		};
	}

	/** Databases keep microseconds. */
	private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
		return (time != null) ? time.toInstant().truncatedTo(ChronoUnit.MICROS) : null;
	}

	/**
	 * No mode known is longer or has other characters, and not every column takes them.
	 */
	private static @Nullable String mode(@Nullable String text) {
		return (text != null) ? text.substring(0, Math.min(text.length(), LONGEST_MODE)).replaceAll("[^!-~]", "?")
				: null;
	}

	/**
	 * Compares with what was asked for. What is absent on either side is no
	 * contradiction.
	 */
	Optional<ParkReason> contradiction(ContractRecord contract) {
		ContractParties asked = contract.parties();
		if (differ(contract.serviceId(), this.serviceId)) {
			return Optional.of(ParkReason.OTHER_SERVICE);
		}
		if (differ(asked.subMchid(), this.parties.subMchid())) {
			return Optional.of(ParkReason.OTHER_MERCHANT);
		}
		if (differ(asked.appid(), this.parties.appid()) || differ(asked.subAppid(), this.parties.subAppid())) {
			return Optional.of(ParkReason.OTHER_APPID);
		}
		if (differ(asked.openid(), this.parties.openid()) || differ(asked.subOpenid(), this.parties.subOpenid())) {
			return Optional.of(ParkReason.OTHER_PAYER);
		}
		return differ(contract.contractId(), this.contractId) ? Optional.of(ParkReason.OTHER_CONTRACT_ID)
				: Optional.empty();
	}

	private static boolean differ(@Nullable Object asked, @Nullable Object found) {
		return asked != null && found != null && !asked.equals(found);
	}

	/**
	 * Returns the contract with what is said here added. The order in which several are
	 * added makes no difference.
	 */
	ContractRecord addTo(ContractRecord contract) {
		LedgerState said = Objects.requireNonNullElse(this.state, contract.state());
		LedgerState later = (said.compareTo(contract.state()) > 0) ? said : contract.state();
		return new ContractRecord(contract.mchid(), contract.outContractCode(), contract.serviceId(),
				contract.parties(), later, contract.openedAt(), contract.expiresAt(),
				either(contract.contractId(), this.contractId), either(contract.signedAt(), this.signedAt),
				either(contract.terminatedAt(), this.terminatedAt),
				either(contract.terminationModeText(), this.terminationModeText), contract.confirmedAt(),
				contract.nextQueryAt(), contract.queries());
	}

	private static <T> @Nullable T either(@Nullable T known, @Nullable T said) {
		return (known != null) ? known : said;
	}

}
