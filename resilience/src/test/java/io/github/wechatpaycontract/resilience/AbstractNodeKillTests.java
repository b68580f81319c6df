package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that end without a word while notifications come.
 */
abstract class AbstractNodeKillTests {

	private LedgerDatabase database;

	private Sender sender;

	abstract TestDatabase server();

	@BeforeEach
	void open() {
		this.database = LedgerDatabase.create(server(), "node_kills");
		this.sender = new Sender(this.database, 60);
	}

	@AfterEach
	void close() {
		this.sender.close();
		this.database.close();
	}

	@Test
	@Tag("case-108")
	@Tag("case-109")
	@Tag("case-113")
	void nodesWhenKilledAtRandomLoseNothingAndDoubleNothing() {
		int kills = Scale.of(2, 100);
		try (Cluster cluster = Cluster.start(this.database, 3, Map.of());
				Load load = Load.start(this.database, this.sender, () -> cluster.any().port())) {
			for (int i = 0; i < kills; i++) {
				Await.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(600)));
				NodeProcess node = cluster.any();
				node.kill();
				node.start();
			}
			List<PlannedNotification> planned = load.finish();
			Figures.print("%s, %d kills of a node, %d notifications".formatted(server(), kills, planned.size()),
					this.sender.history());
			Audit.check(this.database, this.sender, planned);
		}
	}

	@Test
	@Tag("case-108")
	@Tag("case-109")
	void nodesWhenTheyEndInsideHandlerOrBeforeAnswerLeaveOneEffect() {
		PlannedNotification inHandler = PlannedNotification.signed(LedgerNode.HALT_IN_HANDLER);
		PlannedNotification afterCommit = PlannedNotification.signed(LedgerNode.HALT_AFTER_COMMIT);
		List<PlannedNotification> planned = List.of(inHandler, afterCommit);
		this.database.open(planned);
		Map<String, ?> obedient = Map.of("node.obedient", true);
		try (Cluster cluster = Cluster.start(this.database, 2, obedient);
				NodeProcess survivor = new NodeProcess(this.database, Map.of()).start()) {
			NodeProcess first = cluster.node(0);
			NodeProcess second = cluster.node(1);
			assertThat(sendTo(first, inHandler)).isEqualTo(Attempt.BROKEN);
			assertThat(this.database.effects()).isEmpty();
			assertThat(sendTo(second, afterCommit)).isEqualTo(Attempt.BROKEN);
			assertThat(this.database.effects()).containsExactly(afterCommit.fact());
			first.awaitEnd();
			second.awaitEnd();
			List<Integer> answers = new ArrayList<>();
			planned.forEach((notification) -> answers.add(sendTo(survivor, notification)));
			assertThat(answers).containsExactly(204, 204);
		}
		Audit.check(this.database, this.sender, planned);
	}

	private int sendTo(NodeProcess node, PlannedNotification notification) {
		return this.sender.send(notification, node.port()).block(Duration.ofSeconds(20)).status();
	}

}
