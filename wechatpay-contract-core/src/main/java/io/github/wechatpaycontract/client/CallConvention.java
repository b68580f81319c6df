package io.github.wechatpaycontract.client;

import java.util.Objects;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Names an observed call. Every key always has a value, and those of low cardinality come
 * from ourselves, were signed by WeChat Pay, or are one of few.
 */
final class CallConvention implements ObservationConvention<WechatPayCallContext> {

	static final CallConvention INSTANCE = new CallConvention();

	private CallConvention() {
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof WechatPayCallContext;
	}

	@Override
	public String getName() {
		return "wechatpay.calls";
	}

	@Override
	public String getContextualName(WechatPayCallContext context) {
		return context.getMethod() + " " + context.getTemplate();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WechatPayCallContext context) {
		return KeyValues.of("method", context.getMethod(), "uri", context.getTemplate(), "outcome",
				orNone(context.getOutcome()), "status", status(context.getStatus()), "code", orNone(context.getCode()));
	}

	/** An answer that is not signed may have any. */
	private static String status(@Nullable Integer status) {
		return (status != null && status >= 100 && status < 600) ? status.toString() : KeyValue.NONE_VALUE;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WechatPayCallContext context) {
		return KeyValues.of("mchid", context.getMchid(), "request.id", orNone(context.getRequestId()));
	}

	private static String orNone(@Nullable Object value) {
		return Objects.toString(value, KeyValue.NONE_VALUE);
	}

}
