package io.github.wechatpaycontract.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Calls any APIv3 path without blocking, signed and verified like every other call. Every
 * {@code Mono} is cold: subscribing sends, cancelling ends the call.
 */
public final class ReactiveWechatPayClient {

	private final SignedExchange exchange;

	/**
	 * Creates the client.
	 * @param exchange what signs, sends and verifies
	 */
	public ReactiveWechatPayClient(SignedExchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * Makes a call.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer: a record, read from snake case with unknown
	 * members ignored; what is absent fits no primitive, and a fraction no integer; or
	 * {@code byte[]} for the verified bytes
	 * @return the answer, or an error of the
	 * {@link io.github.wechatpaycontract.WechatPayException} family, also when there is
	 * an empty answer where a record is asked for; {@link IllegalArgumentException} for a
	 * path, a value or a body that cannot be sent, or {@code Void} as type, and
	 * {@link IllegalStateException} once the exchange is closed, when nothing was sent
	 */
	public <T> Mono<T> exchange(WechatPayCall call, Class<T> type) {
		return Mono.defer(() -> {
			requireAnswerable(type);
			return this.exchange.exchange(call.request());
		}).map((answer) -> answer.as(type));
	}

	private static void requireAnswerable(Class<?> type) {
		if (type == Void.class || type == void.class) {
			throw new IllegalArgumentException(
					"An answer is not read as nothing; nothing was sent. Use exchange(WechatPayCall) here");
		}
	}

	/**
	 * Makes a call and returns the answer as a tree of maps, lists, texts, numbers and
	 * booleans.
	 * @param call the call
	 * @return the unmodifiable members in the order sent, empty for an empty answer, or
	 * an error as for {@link #exchange(WechatPayCall, Class)}
	 */
	public Mono<Map<String, @Nullable Object>> exchange(WechatPayCall call) {
		return Mono.defer(() -> this.exchange.exchange(call.request())).map(ApiAnswer::members);
	}

	/**
	 * Makes a GET.
	 * @param <T> the type of the answer
	 * @param path the path, which stands in messages, metrics and traces: one with a
	 * value in it needs {@link WechatPayCall#variable}
	 * @param type the type of the answer, as for {@link #exchange(WechatPayCall, Class)}
	 * @return the answer or an error, as there
	 */
	public <T> Mono<T> get(String path, Class<T> type) {
		return exchange(WechatPayCall.get(path), type);
	}

	/**
	 * Makes a POST.
	 * @param <T> the type of the answer
	 * @param path the path, which stands in messages, metrics and traces: one with a
	 * value in it needs {@link WechatPayCall#variable}
	 * @param body a record or a map
	 * @param type the type of the answer, as for {@link #exchange(WechatPayCall, Class)}
	 * @return the answer or an error, as there
	 */
	public <T> Mono<T> post(String path, Object body, Class<T> type) {
		return exchange(WechatPayCall.post(path).body(body), type);
	}

}
