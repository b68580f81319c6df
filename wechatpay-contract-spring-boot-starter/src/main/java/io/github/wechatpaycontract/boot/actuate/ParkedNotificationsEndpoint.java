package io.github.wechatpaycontract.boot.actuate;

import java.time.Instant;
import java.util.List;

import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows parked notifications, without what they say, and replays them: {@code GET
 * /actuator/wechatpayparked} and {@code POST /actuator/wechatpayparked/{mchid}/{id}}.
 */
@Endpoint(id = "wechatpayparked")
public final class ParkedNotificationsEndpoint {

	private static final int MOST = 1_000;

	private final ParkedNotifications parked;

	/**
	 * Creates the endpoint.
	 * @param parked the parked notifications
	 */
	public ParkedNotificationsEndpoint(ParkedNotifications parked) {
		this.parked = parked;
	}

	/**
	 * Lists what is parked.
	 * @return the notifications received first, at most 1,000
	 */
	@ReadOperation
	public List<ParkedNotification> list() {
		return this.parked.list(MOST).stream().map(ParkedNotification::of).toList();
	}

	/**
	 * Replays one.
	 * @param mchid the merchant whose keys verified it
	 * @param id its id
	 * @return what became of it
	 */
	@WriteOperation
	public ParkedNotification replay(@Selector String mchid, @Selector String id) {
		return ParkedNotification.of(this.parked.replay(mchid, id));
	}

	/**
	 * A notification as an operator sees it.
	 *
	 * @param mchid the merchant whose keys verified it
	 * @param id its id
	 * @param eventType the event as WeChat Pay names it
	 * @param outContractCode the contract it names
	 * @param state whether it is parked or has taken effect
	 * @param reason why it is parked
	 * @param attempts how often its effect was tried
	 * @param receivedAt when it came first
	 */
	public record ParkedNotification(String mchid, String id, String eventType, @Nullable String outContractCode,
			NotificationRecord.State state, @Nullable ParkReason reason, int attempts, Instant receivedAt) {

		static ParkedNotification of(NotificationRecord record) {
			return new ParkedNotification(record.mchid(), record.id(), record.eventType(), record.outContractCode(),
					record.state(), record.reason(), record.attempts(), record.receivedAt());
		}

	}

}
