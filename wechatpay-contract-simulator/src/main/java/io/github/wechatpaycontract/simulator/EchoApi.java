package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import static io.github.wechatpaycontract.simulator.Rule.optional;
import static io.github.wechatpaycontract.simulator.Rule.required;

/**
 * The self-test: sends back what it got, plain, encrypted and as a notification.
 */
final class EchoApi {

	private static final String MESSAGE = "echo_message";

	private static final String ENCRYPTED = "encrypted_echo_message";

	private final Notifications notifications;

	private final Rule echo;

	EchoApi(Notifications notifications, NotifyUrls notifyUrls) {
		this.notifications = notifications;
		this.echo = Rule.all(required(MESSAGE, Kind.text(100_000)), optional(ENCRYPTED, Kind.text(100_000)),
				optional("notify_url", Kind.url(256, notifyUrls)));
	}

	List<Route> routes() {
		return List.of(Route.of("POST", "/v3/security/echo", this::echo));
	}

	private Map<String, Object> echo(Call call) throws Refusal {
		PlatformKey key = call.request()
			.headers()
			.first("Wechatpay-Serial")
			.flatMap(call.account()::find)
			.orElseThrow(() -> Refusal.header("Wechatpay-Serial", "", "missing"));
		JsonNode body = call.body(this.echo);
		String message = body.path(MESSAGE).asText();
		String encrypted = body.has(ENCRYPTED) ? encryptAnew(call.account(), key, body.path(ENCRYPTED).asText()) : null;
		if (body.has("notify_url")) {
			this.notifications.announce(NotificationDraft.builder()
				.mchid(call.account().mchid())
				.eventType("SECURITY_ECHO.SUCCESS")
				.originalType("security")
				.summary("回调通知成功")
				.associatedData("")
				.plaintext(Json.write(content(message, "encrypt_echo_message", encrypted)))
				.target(URI.create(body.path("notify_url").asText()))
				.build());
		}
		return content(message, ENCRYPTED, encrypted);
	}

	private static Map<String, Object> content(String message, String name, @Nullable String encrypted) {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put(MESSAGE, message);
		if (encrypted != null) {
			content.put(name, encrypted);
		}
		return content;
	}

	private static String encryptAnew(Account account, PlatformKey key, String ciphertext) throws Refusal {
		try {
			return account.encrypt(key.decrypt(ciphertext));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw Refusal.parameter("/" + ENCRYPTED, "",
					"not encrypted with the platform key named in Wechatpay-Serial");
		}
	}

}
