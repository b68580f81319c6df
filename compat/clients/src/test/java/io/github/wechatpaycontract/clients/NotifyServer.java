package io.github.wechatpaycontract.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wechat.pay.java.core.notification.RequestParam;

/**
 * Where a merchant that uses the SDK receives notifications: the JDK's HTTP server.
 */
final class NotifyServer implements AutoCloseable {

	private final HttpServer server;

	private final BlockingQueue<RequestParam.Builder> received = new LinkedBlockingQueue<>();

	NotifyServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/notify", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/notify";
	}

	RequestParam.Builder take() throws InterruptedException {
		RequestParam.Builder notification = this.received.poll(10, TimeUnit.SECONDS);
		if (notification == null) {
			throw new AssertionError("No notification arrived within 10 seconds");
		}
		return notification;
	}

	private void handle(HttpExchange exchange) throws IOException {
		Headers headers = exchange.getRequestHeaders();
		this.received.add(new RequestParam.Builder().serialNumber(headers.getFirst("Wechatpay-Serial"))
			.nonce(headers.getFirst("Wechatpay-Nonce"))
			.signature(headers.getFirst("Wechatpay-Signature"))
			.timestamp(headers.getFirst("Wechatpay-Timestamp"))
			.signType(headers.getFirst("Wechatpay-Signature-Type"))
			.body(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
		exchange.sendResponseHeaders(204, -1);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
