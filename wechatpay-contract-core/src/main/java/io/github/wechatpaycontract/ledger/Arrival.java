package io.github.wechatpaycontract.ledger;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationDelivery;

/**
 * A notification on its way to its effect.
 *
 * @param delivery the notification as it came
 * @param fence what ends its time
 * @param confirmation what WeChat Pay answered when it was asked about it
 * @param replayed whether a person wants it tried again
 */
record Arrival(NotificationDelivery delivery, Fence fence, Confirmation confirmation, boolean replayed) {

	ContractNotification notification() {
		return this.delivery.notification();
	}

	Arrival with(Confirmation confirmation) {
		return new Arrival(this.delivery, this.fence, confirmation, this.replayed);
	}

}
