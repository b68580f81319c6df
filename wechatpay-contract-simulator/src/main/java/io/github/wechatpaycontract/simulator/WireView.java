package io.github.wechatpaycontract.simulator;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What crossed the wire, to read: JSON is laid out, and what is very long is cut.
 */
final class WireView {

	private static final int LONGEST = 8192;

	private static final int LONGEST_JSON = 65536;

	private WireView() {
	}

	static Html headers(HeaderFields headers, Texts texts) {
		return Html.of("<h4>{}</h4><table class=\"headers\">{}</table>", texts.get("timeline.headers"),
				Html.each(headers.entries(),
						(field) -> Html.of("<tr><th>{}</th><td>{}</td></tr>", field.getKey(), field.getValue())));
	}

	/**
	 * The message under a signature, exactly as it is.
	 */
	static Html stringToSign(@Nullable String text, Texts texts) {
		return (text != null) ? part("to-sign", text, texts) : Html.of("<h4>{}</h4><p class=\"note\">{}</p>",
				texts.get("timeline.to-sign"), texts.get("timeline.to-sign.none"));
	}

	/**
	 * A body.
	 * @param name what the page calls it
	 */
	static Html body(String name, String text, Texts texts) {
		return text.isEmpty() ? Html.NOTHING : part(name, json(text).map(JsonNode::toPrettyString).orElse(text), texts);
	}

	/**
	 * A body as JSON, unless it is so long that a page that is made every second had
	 * better not read it.
	 */
	static Optional<JsonNode> json(String text) {
		return (text.length() <= LONGEST_JSON) ? Json.find(text) : Optional.empty();
	}

	private static Html part(String name, String text, Texts texts) {
		String shown = (text.length() <= LONGEST) ? text
				: text.substring(0, LONGEST) + "\n" + texts.get("timeline.more", text.length() - LONGEST);
		return Html.of("<h4>{}</h4><pre data-part=\"{}\">{}</pre>", texts.get("timeline." + name), name, shown);
	}

}
