package io.github.wechatpaycontract.resilience;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

import com.zaxxer.hikari.HikariDataSource;

/**
 * What an application does that keeps all connections to itself.
 */
final class HeldConnections {

	private final HikariDataSource dataSource;

	private final Deque<Connection> connections = new ArrayDeque<>();

	HeldConnections(HikariDataSource dataSource) {
		this.dataSource = dataSource;
	}

	synchronized String hold() throws SQLException {
		while (this.connections.size() < this.dataSource.getMaximumPoolSize()) {
			this.connections.add(this.dataSource.getConnection());
		}
		return "held";
	}

	synchronized String release() throws SQLException {
		while (!this.connections.isEmpty()) {
			this.connections.remove().close();
		}
		return "released";
	}

}
