package io.github.wechatpaycontract.notification;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Names an observed notification. Whatever a stranger sends, the keys of low cardinality
 * have values from fixed sets.
 */
final class NotificationConvention implements ObservationConvention<WechatPayNotificationContext> {

	static final NotificationConvention INSTANCE = new NotificationConvention();

	private NotificationConvention() {
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof WechatPayNotificationContext;
	}

	@Override
	public String getName() {
		return "wechatpay.notifications";
	}

	@Override
	public String getContextualName(WechatPayNotificationContext context) {
		return "wechatpay notification";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WechatPayNotificationContext context) {
		String reason = context.getReason();
		return KeyValues.of("answer", word(context.getAnswer()), "kind", word(context.getKind()), "reason",
				(reason != null) ? reason : KeyValue.NONE_VALUE);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WechatPayNotificationContext context) {
		return KeyValues.of("mchid", context.getMchid());
	}

	private static String word(@Nullable Enum<?> value) {
		return (value != null) ? value.name().toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE;
	}

}
