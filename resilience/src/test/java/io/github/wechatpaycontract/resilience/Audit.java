package io.github.wechatpaycontract.resilience;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.NotificationRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what was sent and answered, and what is in the database now, with the model:
 * every fact has one effect, nothing was acknowledged before its effect was committed,
 * and contracts are what was sent last.
 */
final class Audit {

	private Audit() {
	}

	static void check(LedgerDatabase database, List<Attempt> history, Collection<PlannedNotification> planned) {
		assertThat(history).filteredOn((attempt) -> attempt.isAcknowledged() && !attempt.committed())
			.as("acknowledged before the commit")
			.isEmpty();
		Set<String> acknowledged = history.stream()
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
		states(planned).forEach((code, state) -> checkContract(database, code, state));
		planned.forEach((notification) -> checkInbox(database, notification));
	}

	private static Map<String, LedgerState> states(Collection<PlannedNotification> planned) {
		return planned.stream()
			.collect(Collectors.toMap(PlannedNotification::code, PlannedNotification::state,
					(one, other) -> (one.compareTo(other) > 0) ? one : other));
	}

	private static void checkContract(LedgerDatabase database, String code, LedgerState state) {
		ContractRecord contract = database.store().findContract(PlannedNotification.MCHID, code).orElseThrow();
		assertThat(contract.state()).as(code).isEqualTo(state);
		assertThat(contract.contractId()).as(code).isEqualTo(PlannedNotification.signed(code).contractId());
	}

	private static void checkInbox(LedgerDatabase database, PlannedNotification notification) {
		assertThat(
				database.store().findNotification(PlannedNotification.MCHID, notification.id()).orElseThrow().state())
			.as(notification.id())
			.isEqualTo(NotificationRecord.State.DONE);
	}

}
