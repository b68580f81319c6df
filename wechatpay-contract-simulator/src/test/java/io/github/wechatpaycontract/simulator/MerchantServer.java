package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A merchant's notification endpoint made of the JDK: keeps what comes in and answers
 * what it is told, 204 otherwise.
 */
final class MerchantServer implements AutoCloseable {

	private final HttpServer server;

	private final BlockingQueue<SignedNotification> received = new LinkedBlockingQueue<>();

	private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();

	MerchantServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/notify");
	}

	void answer(Integer... statuses) {
		this.statuses.addAll(List.of(statuses));
	}

	SignedNotification take() throws InterruptedException {
		SignedNotification notification = this.received.poll(10, TimeUnit.SECONDS);
		if (notification == null) {
			throw new AssertionError("No notification arrived within 10 seconds");
		}
		return notification;
	}

	int waiting() {
		return this.received.size();
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.received.add(new SignedNotification(new HeaderFields(exchange.getRequestHeaders()
			.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((value) -> Map.entry(entry.getKey(), value)))
			.toList()), body));
		Integer status = this.statuses.poll();
		if (status != null && status == 302) {
			exchange.getResponseHeaders().add("Location", url().toString());
		}
		exchange.sendResponseHeaders((status != null) ? status : 204, -1);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
