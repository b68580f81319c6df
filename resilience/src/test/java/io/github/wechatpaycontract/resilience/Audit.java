package io.github.wechatpaycontract.resilience;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what was sent and answered, and what is in the database now, with the model:
 * every fact has one effect, nothing was acknowledged before its effect was committed,
 * and contracts are what was sent last.
 */
final class Audit {

	private Audit() {
	}

	static void check(LedgerDatabase database, Sender sender, Collection<PlannedNotification> planned) {
		assertThat(sender.early()).as("acknowledged before the commit").isEmpty();
		Set<String> acknowledged = sender.history()
			.stream()
			.filter(Attempt::isAcknowledged)
			.map((attempt) -> attempt.notification().id())
			.collect(Collectors.toCollection(HashSet::new));
		assertThat(acknowledged).as("acknowledged in the end")
			.containsExactlyInAnyOrderElementsOf(planned.stream().map(PlannedNotification::id).distinct().toList());
		Map<String, Long> effects = database.effects()
			.stream()
			.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
		assertThat(effects).as("effects")
			.containsExactlyInAnyOrderEntriesOf(planned.stream()
				.map(PlannedNotification::fact)
				.distinct()
				.collect(Collectors.toMap(Function.identity(), (fact) -> 1L)));
		assertThat(contracts(database)).as("contracts").containsAllEntriesOf(states(planned));
		assertThat(database.jdbc()
			.queryForList("select notification_id from wechatpay_notification where state = 'DONE'", String.class))
			.as("notifications")
			.containsExactlyInAnyOrderElementsOf(acknowledged);
		assertThat(database.jdbc()
			.queryForObject("select count(*) from wechatpay_notification where state <> 'DONE'", Integer.class))
			.as("unfinished notifications")
			.isZero();
	}

	private static Map<String, String> states(Collection<PlannedNotification> planned) {
		return planned.stream()
			.collect(Collectors.toMap(PlannedNotification::code, PlannedNotification::state,
					(one, other) -> (one.compareTo(other) > 0) ? one : other))
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue() + " id-" + entry.getKey()));
	}

	/** Returns {@code STATE contractId} by the number of the contract. */
	private static Map<String, String> contracts(LedgerDatabase database) {
		Map<String, String> contracts = new HashMap<>();
		database.jdbc().query("select out_contract_code, state, contract_id from wechatpay_contract", (row) -> {
			contracts.put(row.getString(1), row.getString(2) + " " + row.getString(3));
		});
		return contracts;
	}

}
