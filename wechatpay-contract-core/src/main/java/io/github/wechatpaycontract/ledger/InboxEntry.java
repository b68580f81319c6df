package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The record of a notification that is about to be written.
 *
 * @param transaction where it is written
 * @param record the record as it is, or as it would be
 * @param kept whether it was written before
 */
record InboxEntry(LedgerTransaction transaction, NotificationRecord record, boolean kept) {

	static InboxEntry of(LedgerTransaction transaction, Optional<NotificationRecord> known, Arrival arrival,
			Instant now) {
		return new InboxEntry(transaction, known.orElseGet(() -> first(arrival, now)), known.isPresent());
	}

	static NotificationRecord first(Arrival arrival, Instant now) {
		return NotificationRecord.first(arrival.notification(), arrival.delivery().message(), now);
	}

	void done(@Nullable String fact, Instant now) {
		write(this.record.done(fact, now));
	}

	void failed(@Nullable ParkReason reason) {
		write(this.record.failed(reason));
	}

	void parked(ParkReason reason) {
		write(this.record.parked(reason));
	}

	private void write(NotificationRecord next) {
		if (this.kept) {
			this.transaction.updateNotification(next);
		}
		else {
			this.transaction.insertNotification(next);
		}
	}

}
