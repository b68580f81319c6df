package io.github.wechatpaycontract.boot.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.github.wechatpaycontract.ledger.LedgerConflictException;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows parked notifications, without what they say, replays them and puts them away:
 * {@code GET /actuator/wechatpayparked}, {@code POST} and {@code DELETE
 * /actuator/wechatpayparked/{mchid}/{id}}.
 */
@Endpoint(id = "wechatpayparked")
public final class ParkedNotificationsEndpoint {

	private static final int MOST = 100;

	private static final int CONFLICT = 409;

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
	 * @return the notifications received last, at most 100
	 * @throws RejectedExecutionException if too much waits for the ledger already
	 */
	@ReadOperation
	public List<ParkedNotification> list() {
		return this.parked.list(MOST).stream().map(ParkedNotification::of).toList();
	}

	/**
	 * Replays one.
	 * @param mchid the merchant whose keys verified it
	 * @param id its id
	 * @return what became of it; 404 if no such notification is parked, 409 and a message
	 * if it cannot be replayed or somebody else changes it now, 503 and a message if too
	 * much waits for the ledger already
	 */
	@WriteOperation
	public WebEndpointResponse<Object> replay(@Selector String mchid, @Selector String id) {
		return answer(() -> this.parked.replay(mchid, id));
	}

	/**
	 * Puts one away for good, without an effect.
	 * @param mchid the merchant whose keys verified it
	 * @param id its id
	 * @return what became of it; 404 if no such notification is parked, 409 and a message
	 * if somebody else changes it now, 503 and a message if too much waits for the ledger
	 * already
	 */
	@DeleteOperation
	public WebEndpointResponse<Object> discard(@Selector String mchid, @Selector String id) {
		return answer(() -> this.parked.discard(mchid, id));
	}

	private static WebEndpointResponse<Object> answer(Supplier<NotificationRecord> change) {
		try {
			return new WebEndpointResponse<>(ParkedNotification.of(change.get()));
		}
		catch (IllegalArgumentException ex) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (IllegalStateException | LedgerConflictException ex) {
			return refused(CONFLICT, String.valueOf(ex.getMessage()));
		}
		catch (RejectedExecutionException ex) {
			return refused(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
					"Too much waits for the ledger already; try again");
		}
	}

	private static WebEndpointResponse<Object> refused(int status, String message) {
		return new WebEndpointResponse<>(Map.of("message", message), status);
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
