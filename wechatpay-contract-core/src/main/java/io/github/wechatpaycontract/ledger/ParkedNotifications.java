package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.List;

import io.github.wechatpaycontract.client.BlockingBridge;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationDelivery;
import io.github.wechatpaycontract.notification.NotificationMessage;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The verified notifications that were set aside, for a person to look at and to replay
 * once the reason is gone. A replay takes the way of a live notification: its signature
 * is verified again, and its effect happens once.
 * <p>
 * Every method waits for the store. If that fails, so does the method, with the store's
 * own exception; with a {@link java.util.concurrent.RejectedExecutionException} if too
 * much waits for it already, and with an {@link IllegalStateException} on a thread that
 * must not block.
 */
public final class ParkedNotifications {

	private static final Logger logger = LoggerFactory.getLogger(ParkedNotifications.class);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final MerchantRegistry registry;

	private final LedgerInbox inbox;

	/**
	 * Creates the view.
	 * @param store where notifications are kept
	 * @param executor where the store blocks
	 * @param registry the merchants whose keys verify them
	 * @param inbox lets them take effect
	 */
	ParkedNotifications(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, LedgerInbox inbox) {
		this.store = store;
		this.executor = executor;
		this.registry = registry;
		this.inbox = inbox;
	}

	/**
	 * Lists parked notifications of this application's merchants.
	 * @param limit the largest number returned
	 * @return the notifications, received last first
	 */
	public List<NotificationRecord> list(int limit) {
		List<String> mchids = this.registry.all().stream().map((services) -> services.merchant().mchid()).toList();
		return await(this.executor.call(() -> this.store.findParkedNotifications(mchids, limit)));
	}

	/**
	 * Lets a parked notification take effect as if it arrived now, under the
	 * configuration as it is now.
	 * @param mchid the merchant whose keys verified it
	 * @param id its id, as {@link #list} shows it
	 * @return the notification as it is afterwards: done, or parked again with the reason
	 * @throws IllegalArgumentException if no such notification of this application's
	 * merchants is parked
	 * @throws IllegalStateException if it cannot be replayed: its id is another's, or its
	 * signature does not hold any more, because a key was removed or the record was
	 * changed
	 */
	public NotificationRecord replay(String mchid, String id) {
		NotificationRecord parked = parked(mchid, id);
		NotificationMessage message = parked.message();
		if (parked.reason() == ParkReason.CHANGED_CONTENT || message == null) {
			throw new IllegalStateException(
					"Notification '%s' cannot be replayed, since its id is another's; look and discard it"
						.formatted(id));
		}
		NotificationResult result = this.registry.ofMchid(mchid).notificationVerifier().verifyAgain(message);
		if (result instanceof Rejected rejected) {
			throw new IllegalStateException(
					"Notification '%s' cannot be replayed: %s".formatted(id, rejected.detail()));
		}
		NotificationAnswer answer = await(
				this.inbox.accept(new NotificationDelivery(((Verified) result).notification(), message, LIMIT), true));
		NotificationRecord replayed = find(mchid, id);
		logger.info("Notification '{}' of merchant '{}' was replayed: {}, {}", id, mchid, answer, replayed.state());
		return replayed;
	}

	/**
	 * Puts a parked notification away for good, without an effect.
	 * @param mchid the merchant whose keys verified it
	 * @param id its id, as {@link #list} shows it
	 * @return the notification as it is afterwards
	 * @throws IllegalArgumentException if no such notification of this application's
	 * merchants is parked
	 * @throws LedgerConflictException if it is replayed or discarded at this moment
	 */
	public NotificationRecord discard(String mchid, String id) {
		NotificationRecord discarded = parked(mchid, id).done(null, this.inbox.now());
		await(this.executor.call(() -> this.store.<Boolean>inTransaction((transaction) -> {
			transaction.updateNotification(discarded);
			return true;
		})));
		logger.info("Notification '{}' of merchant '{}' was discarded", id, mchid);
		return discarded;
	}

	/** Those of a merchant that was removed are not listed either. */
	private NotificationRecord parked(String mchid, String id) {
		NotificationRecord record = find(this.registry.ofMchid(mchid).merchant().mchid(), id);
		if (record.state() != NotificationRecord.State.PARKED) {
			throw new IllegalArgumentException("Notification '%s' is not parked".formatted(id));
		}
		return record;
	}

	private NotificationRecord find(String mchid, String id) {
		return await(this.executor.call(() -> this.store.findNotification(mchid, id)))
			.orElseThrow(() -> new IllegalArgumentException("There is no notification '%s'".formatted(id)));
	}

	private static <T> T await(Mono<T> call) {
		return BlockingBridge.await(() -> call, ReactiveContractLedger.class);
	}

}
