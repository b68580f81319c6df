package io.github.wechatpaycontract.notification;

import java.time.OffsetDateTime;
import java.util.function.BiFunction;

import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Reads members that go by several names, the first hit wins. Tolerant of absence, not of
 * the wrong type.
 */
final class TolerantReader {

	private final JsonObject object;

	TolerantReader(JsonObject object) {
		this.object = object;
	}

	/** Reads an object that is a member; without it, one that has no members. */
	TolerantReader object(String name) {
		JsonObject inner = isBlank(this.object, name) ? null : this.object.object(name);
		return new TolerantReader((inner != null) ? inner : JsonObject.EMPTY);
	}

	@Nullable String id(String... names) {
		return first(JsonObject::id, names);
	}

	@Nullable String text(String... names) {
		return first(JsonObject::filledText, names);
	}

	@Nullable Long integer(String... names) {
		return first((object, name) -> isBlank(object, name) ? null : object.integer(name), names);
	}

	/** Numbers of sibling products may be texts of any kind. */
	@Nullable Long integerIfAny(String name) {
		return (this.object.members().get(name) instanceof String text && !text.matches("[0-9]{1,18}")) ? null
				: this.object.integer(name);
	}

	@Nullable OffsetDateTime time(String... names) {
		return first(JsonObject::time, names);
	}

	private static boolean isBlank(JsonObject object, String name) {
		return object.members().get(name) instanceof String text && text.isBlank();
	}

	private <T> @Nullable T first(BiFunction<JsonObject, String, @Nullable T> reader, String... names) {
		for (String name : names) {
			T value = reader.apply(this.object, name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

}
