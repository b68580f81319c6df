package io.github.wechatpaycontract.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;

/**
 * Keeps what it was handed.
 */
public class RecordingHandler implements ContractNotificationHandler {

	private final List<ContractNotification> notifications = new CopyOnWriteArrayList<>();

	private final List<ContractNotification> others = new CopyOnWriteArrayList<>();

	@Override
	public void handle(ContractNotification notification) throws Exception {
		this.notifications.add(notification);
	}

	@Override
	public void handleOther(ContractNotification notification) {
		this.others.add(notification);
	}

	public List<ContractNotification> notifications() {
		return this.notifications;
	}

	public List<ContractNotification> others() {
		return this.others;
	}

	public void clear() {
		this.notifications.clear();
		this.others.clear();
	}

}
