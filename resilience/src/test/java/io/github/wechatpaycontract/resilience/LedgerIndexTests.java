package io.github.wechatpaycontract.resilience;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked for each notification is found through an index, however long the tables
 * are.
 */
class LedgerIndexTests {

	@ParameterizedTest
	@ValueSource(strings = { "wechatpay_notification where mchid = 'm' and notification_id = 'n'",
			"wechatpay_notification where mchid = 'm' and fact = 'SIGNED c'",
			"wechatpay_contract where mchid = 'm' and out_contract_code = 'c' for update",
			"wechatpay_contract where mchid = 'm' and contract_id = 'id'" })
	@Tag("case-116")
	void queryOfNotificationPathUsesIndex(String query) {
		try (LedgerDatabase database = LedgerDatabase.create(TestDatabase.postgres(), "indexes")) {
			database.open(IntStream.range(0, 500).mapToObj((i) -> PlannedNotification.signed("c" + i)).toList());
			FinishedRows.insert(database, 2_000);
			database.jdbc().execute("analyze");
			List<String> plan = database.jdbc().queryForList("explain select * from " + query, String.class);
			assertThat(plan).anyMatch((line) -> line.contains("Index Scan"))
				.noneMatch((line) -> line.contains("Seq Scan"));
		}
	}

}
