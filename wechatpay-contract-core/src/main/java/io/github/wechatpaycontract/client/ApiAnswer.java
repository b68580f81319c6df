package io.github.wechatpaycontract.client;

import java.util.Map;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer. Only {@link SignedExchange} makes one, after its signature held.
 */
public final class ApiAnswer {

	private final int status;

	private final byte[] body;

	private final @Nullable String requestId;

	ApiAnswer(int status, byte[] body, @Nullable String requestId) {
		this.status = status;
		this.body = body;
		this.requestId = requestId;
	}

	/**
	 * Returns the HTTP status, 200 or 204.
	 * @return the status
	 */
	public int status() {
		return this.status;
	}

	@Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Reads the body.
	 * @param <T> the result type
	 * @param reader makes the result of the JSON object
	 * @return the result
	 * @throws WechatPayContentException if the body is no JSON object or a member is not
	 * what the reader asks for
	 */
	public <T> T read(Function<JsonObject, T> reader) {
		try {
			return reader.apply(Json.read(this.body));
		}
		catch (MalformedJsonException ex) {
			throw unexpected(ex.getField(), "WeChat Pay's answer is authentic but unreadable: " + ex.getMessage());
		}
	}

	/**
	 * Reads the body as a tree of maps, lists, texts, numbers and booleans.
	 * @return the unmodifiable members, empty for an empty body
	 * @throws WechatPayContentException if the body is no JSON object
	 */
	public Map<String, @Nullable Object> members() {
		return (this.body.length > 0) ? read(JsonObject::members) : Map.of();
	}

	/**
	 * Reads the body as a type.
	 * @param <T> the type
	 * @param type a record, as {@link JsonObject#as(Class)} reads it, or {@code byte[]}
	 * for the bytes themselves
	 * @return the result
	 * @throws WechatPayContentException if the body is no JSON object or does not fit the
	 * type
	 */
	public <T> T as(Class<T> type) {
		return (type == byte[].class) ? type.cast(this.body.clone()) : read((json) -> json.as(type));
	}

	/**
	 * Checks that the answer repeats what the request said.
	 * @param field the wire name
	 * @param sent the value sent
	 * @param echoed the value received
	 * @throws WechatPayContentException if they differ
	 */
	public void requireEcho(String field, Object sent, @Nullable Object echoed) {
		if (!sent.equals(echoed)) {
			throw unexpected(field, "WeChat Pay's answer is authentic but belongs to another request: '" + field
					+ "' differs from what was sent");
		}
	}

	private WechatPayContentException unexpected(@Nullable String field, String message) {
		return new WechatPayContentException(message + RequestIds.suffix(this.requestId), field, this.requestId);
	}

	@Override
	public String toString() {
		return "ApiAnswer[status=%d, body=%d bytes]".formatted(this.status, this.body.length);
	}

}
