package io.github.wechatpaycontract.resilience;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Several nodes over one database.
 */
final class Cluster implements AutoCloseable {

	private final List<NodeProcess> nodes;

	private Cluster(List<NodeProcess> nodes) {
		this.nodes = nodes;
	}

	static Cluster start(LedgerDatabase database, int size, Map<String, ?> properties) {
		List<NodeProcess> nodes = Stream.generate(() -> new NodeProcess(database, properties)).limit(size).toList();
		nodes.forEach(NodeProcess::launch);
		nodes.forEach(NodeProcess::awaitStart);
		return new Cluster(nodes);
	}

	NodeProcess node(int index) {
		return this.nodes.get(index % this.nodes.size());
	}

	NodeProcess any() {
		return node(ThreadLocalRandom.current().nextInt(this.nodes.size()));
	}

	List<NodeProcess> nodes() {
		return this.nodes;
	}

	@Override
	public void close() {
		this.nodes.forEach(NodeProcess::close);
	}

}
