package io.github.wechatpaycontract.ledger;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An inbox over a durable store. No payer may reach the log.
 */
abstract class AbstractLedgerInboxTests {

	static final Duration LIMIT = LedgerFixture.LIMIT;

	static final String REAL = "wxwtdk20200910100000";

	final LedgerFixture fixture = new LedgerFixture();

	final LogCapture log = LogCapture.start(Level.TRACE);

	final LedgerInbox inbox = this.fixture.inbox();

	@AfterEach
	void close() {
		this.log.stop();
		this.fixture.close();
		assertThat(this.log.events()).noneMatch((event) -> event.getFormattedMessage().contains("oLEDGER")
				|| event.getFormattedMessage().contains("oSTRANGER"));
	}

	final NotificationAnswer deliver(ContractNotification notification) {
		return LedgerFixture.deliver(this.inbox, notification);
	}

	final void openReal() {
		ContractRecord pending = this.fixture.pending(REAL);
		this.fixture.put(new ContractRecord(pending.mchid(), REAL, pending.serviceId(),
				new ContractParties(null, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", null, null, null), pending.state(),
				pending.openedAt(), pending.expiresAt(), null, null, null, null, null, pending.nextQueryAt(), 0));
	}

	final NotificationAnswer receive(TestMessage message) {
		try (NotificationReceiver receiver = new NotificationReceiver(this.inbox, LIMIT)) {
			return receiver.receive(this.fixture.services().notificationVerifier(), message::header, message.body())
				.block(LIMIT);
		}
	}

}
