package io.github.wechatpaycontract.boot.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wechatpaycontract.notification.WechatPayNotificationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;

/**
 * Remembers what request the observations of notifications were part of.
 */
final class NotificationParents implements ObservationHandler<WechatPayNotificationContext> {

	private final List<String> names = new CopyOnWriteArrayList<>();

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof WechatPayNotificationContext;
	}

	/** Spring Security may be in between. */
	@Override
	public void onStart(WechatPayNotificationContext context) {
		Observation.ContextView outermost = context;
		for (ObservationView parent = context.getParentObservation(); parent != null; parent = outermost
			.getParentObservation()) {
			outermost = parent.getContextView();
		}
		this.names.add(outermost.getName());
	}

	List<String> names() {
		return this.names;
	}

}
