package io.github.wechatpaycontract.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Calls any APIv3 path and waits for the answer: a thin front on
 * {@link ReactiveWechatPayClient}. Throws the
 * {@link io.github.wechatpaycontract.WechatPayException} family. Nothing was sent when it
 * throws {@link IllegalStateException}, on a thread that must not block or once the
 * exchange is closed, or {@link IllegalArgumentException}, for a path, a value or a body
 * that cannot be sent and for {@code Void} as type.
 */
public final class WechatPayClient {

	private final ReactiveWechatPayClient reactive;

	/**
	 * Creates the client.
	 * @param reactive what makes the calls
	 */
	public WechatPayClient(ReactiveWechatPayClient reactive) {
		this.reactive = reactive;
	}

	/**
	 * Makes a call.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer: a record, read from snake case with unknown
	 * members ignored; what is absent fits no primitive, and a fraction no integer; or
	 * {@code byte[]} for the verified bytes
	 * @return the answer
	 */
	public <T> T exchange(WechatPayCall call, Class<T> type) {
		return BlockingBridge.await(() -> this.reactive.exchange(call, type), ReactiveWechatPayClient.class);
	}

	/**
	 * Makes a call and returns the answer as a tree of maps, lists, texts, numbers and
	 * booleans.
	 * @param call the call
	 * @return the unmodifiable members in the order sent, empty for an empty answer
	 */
	public Map<String, @Nullable Object> exchange(WechatPayCall call) {
		return BlockingBridge.await(() -> this.reactive.exchange(call), ReactiveWechatPayClient.class);
	}

	/**
	 * Makes a GET.
	 * @param <T> the type of the answer
	 * @param path the path, which stands in messages, metrics and traces: one with a
	 * value in it needs {@link WechatPayCall#variable}
	 * @param type the type of the answer, as for {@link #exchange(WechatPayCall, Class)}
	 * @return the answer
	 */
	public <T> T get(String path, Class<T> type) {
		return exchange(WechatPayCall.get(path), type);
	}

	/**
	 * Makes a POST.
	 * @param <T> the type of the answer
	 * @param path the path, which stands in messages, metrics and traces: one with a
	 * value in it needs {@link WechatPayCall#variable}
	 * @param body a record or a map
	 * @param type the type of the answer, as for {@link #exchange(WechatPayCall, Class)}
	 * @return the answer
	 */
	public <T> T post(String path, Object body, Class<T> type) {
		return exchange(WechatPayCall.post(path).body(body), type);
	}

}
