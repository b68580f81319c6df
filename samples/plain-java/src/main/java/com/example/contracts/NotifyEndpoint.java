package com.example.contracts;

import java.io.IOException;
import java.util.List;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.wechatpaycontract.ledger.WechatPayContracts;
import io.github.wechatpaycontract.notification.NotificationAnswer;

/**
 * Hands the bytes of a notification over, unread and unchanged, and answers what it is
 * told.
 */
final class NotifyEndpoint implements HttpHandler {

	private static final int LARGEST_BODY = 64 * 1024;

	private final WechatPayContracts contracts;

	NotifyEndpoint(WechatPayContracts contracts) {
		this.contracts = contracts;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (!exchange.getRequestMethod().equals("POST")) {
				exchange.sendResponseHeaders(405, -1);
				return;
			}
			byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
			NotificationAnswer answer = (body.length > LARGEST_BODY) ? NotificationAnswer.TOO_LARGE
					: receive(exchange.getRequestHeaders(), body);
			byte[] text = answer.body();
			exchange.sendResponseHeaders(answer.status(), (text.length > 0) ? text.length : -1);
			exchange.getResponseBody().write(text);
		}
	}

	private NotificationAnswer receive(Headers headers, byte[] body) {
		return this.contracts.receive((name) -> headers.getOrDefault(name, List.of()), body).block();
	}

}
