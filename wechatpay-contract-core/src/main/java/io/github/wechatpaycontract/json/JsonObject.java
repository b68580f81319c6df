package io.github.wechatpaycontract.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read strictly: a member is absent (or {@code null}), of the type asked
 * for, or an error that names it.
 */
public final class JsonObject {

	/**
	 * The object without members.
	 */
	public static final JsonObject EMPTY = new JsonObject(Map.of());

	private static final AsciiText ID = AsciiText.visible(1, 128);

	private final Map<String, @Nullable Object> members;

	JsonObject(Map<String, @Nullable Object> members) {
		this.members = members;
	}

	/**
	 * Returns a text.
	 * @param name the member
	 * @return the text, {@code null} when absent
	 * @throws MalformedJsonException if the member is something else
	 */
	public @Nullable String text(String name) {
		Object value = this.members.get(name);
		if (value == null || value instanceof String) {
			return (String) value;
		}
		throw new MalformedJsonException(name, "is not a text");
	}

	/**
	 * Returns a text that says something: an empty one says as much as none.
	 * @param name the member
	 * @return the text, {@code null} when absent or blank
	 * @throws MalformedJsonException if the member is something else
	 */
	public @Nullable String filledText(String name) {
		String text = text(name);
		return (text == null || text.isBlank()) ? null : text;
	}

	/**
	 * Returns an id.
	 * @param name the member
	 * @return 1 to 128 visible ASCII characters, {@code null} when absent or blank
	 * @throws MalformedJsonException if the member is something else
	 */
	public @Nullable String id(String name) {
		String id = filledText(name);
		if (id != null && !ID.test(id)) {
			throw new MalformedJsonException(name, "is not 1 to 128 ASCII characters without blanks");
		}
		return id;
	}

	/**
	 * Returns a text that must be there.
	 * @param name the member
	 * @param maxLength the largest number of UTF-16 units accepted
	 * @return the text, never blank
	 * @throws MalformedJsonException if the member is absent, blank, longer or something
	 * else
	 */
	public String requiredText(String name, int maxLength) {
		String text = text(name);
		if (text == null || text.isBlank()) {
			throw new MalformedJsonException(name, "is missing or blank");
		}
		if (text.length() > maxLength) {
			throw new MalformedJsonException(name, "is longer than " + maxLength + " characters");
		}
		return text;
	}

	/**
	 * Returns an integer, given as a number or as its decimal digits in a text: the
	 * sources of this API disagree about {@code service_id}.
	 * @param name the member
	 * @return the integer, {@code null} when absent
	 * @throws MalformedJsonException if the member is something else
	 */
	public @Nullable Long integer(String name) {
		Object value = this.members.get(name);
		if (value == null || value instanceof Long) {
			return (Long) value;
		}
		if (value instanceof String text && text.matches("[0-9]{1,18}")) {
			return Long.valueOf(text);
		}
		throw new MalformedJsonException(name, "is not an integer");
	}

	/**
	 * Returns an integer that must be there, given as {@link #integer(String)} takes it.
	 * @param name the member
	 * @return the integer
	 * @throws MalformedJsonException if the member is absent or something else
	 */
	public long requiredInteger(String name) {
		Long value = integer(name);
		if (value == null) {
			throw new MalformedJsonException(name, "is missing");
		}
		return value;
	}

	/**
	 * Returns a time, tolerantly: a form not known must not fail a whole answer.
	 * @param name the member
	 * @return the time with its offset, {@code null} when absent or of another form
	 * @throws MalformedJsonException if the member is not a text
	 */
	public @Nullable OffsetDateTime time(String name) {
		String text = text(name);
		try {
			return (text != null) ? OffsetTimes.parse(text) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Returns a nested object.
	 * @param name the member
	 * @return the object, {@code null} when absent
	 * @throws MalformedJsonException if the member is something else
	 */
	@SuppressWarnings("unchecked")
	public @Nullable JsonObject object(String name) {
		Object value = this.members.get(name);
		if (value == null) {
			return null;
		}
		if (value instanceof Map<?, ?> map) {
			return new JsonObject((Map<String, @Nullable Object>) map);
		}
		throw new MalformedJsonException(name, "is not an object");
	}

	/**
	 * Returns a list of objects that must be there.
	 * @param name the member
	 * @return the objects, maybe none
	 * @throws MalformedJsonException if the member is absent or something else
	 */
	@SuppressWarnings("unchecked")
	public List<JsonObject> objects(String name) {
		if (!(this.members.get(name) instanceof List<?> list)) {
			throw new MalformedJsonException(name, "is not a list");
		}
		List<JsonObject> objects = new ArrayList<>();
		for (Object element : list) {
			if (!(element instanceof Map<?, ?> map)) {
				throw new MalformedJsonException(name, "is not a list of objects");
			}
			objects.add(new JsonObject((Map<String, @Nullable Object>) map));
		}
		return objects;
	}

	/**
	 * Returns the object as a record.
	 * @param <T> the type
	 * @param type a record whose names are the members' in camel case; unknown members
	 * are ignored. What is absent or {@code null} fits no primitive, a fraction no
	 * integer, a text neither a number nor a boolean, and a number no enum
	 * @return the record
	 * @throws MalformedJsonException if the members do not fit
	 */
	public <T> T as(Class<T> type) {
		return Json.convert(this.members, type);
	}

	/**
	 * Returns all members as an unmodifiable tree of maps, lists, texts, numbers and
	 * booleans.
	 * @return the members in the order read
	 */
	public Map<String, @Nullable Object> members() {
		return this.members;
	}

	@Override
	public String toString() {
		return "JsonObject" + this.members.keySet();
	}

}
