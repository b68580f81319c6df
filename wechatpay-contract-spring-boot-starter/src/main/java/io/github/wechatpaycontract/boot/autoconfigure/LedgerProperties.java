package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Duration;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Reconciliation;
import io.github.wechatpaycontract.ledger.LedgerSettings;
import io.github.wechatpaycontract.ledger.UpkeepSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a ledger, each checked under the name of its property.
 */
final class LedgerProperties {

	private static final int MOST = 1_000;

	private static final String RECONCILIATION = "wechatpay.ledger.reconciliation.";

	private LedgerProperties() {
	}

	static UpkeepSettings upkeep(WechatPayProperties.Ledger properties) {
		Reconciliation reconciliation = properties.reconciliation();
		return new UpkeepSettings(reconciliation.enabled(),
				Limits.between(RECONCILIATION + "queries-per-second", reconciliation.queriesPerSecond(), MOST),
				Limits.positiveUpToAYear(RECONCILIATION + "poll-interval", reconciliation.pollInterval()),
				confirmSignedEvery(reconciliation.confirmSignedEvery()), Limits.atLeast("wechatpay.ledger.retention",
						properties.retention(), UpkeepSettings.SHORTEST_RETENTION));
	}

	private static @Nullable Duration confirmSignedEvery(@Nullable Duration interval) {
		return (interval != null) ? Limits.positive(RECONCILIATION + "confirm-signed-every", interval) : null;
	}

	static LedgerSettings inbox(WechatPayProperties properties) {
		WechatPayProperties.Notification notification = properties.notification();
		return new LedgerSettings(properties.ledger().unknownContracts(), notification.confirmByQuery(),
				Limits.between("wechatpay.notification.max-attempts", notification.maxAttempts(), MOST));
	}

}
