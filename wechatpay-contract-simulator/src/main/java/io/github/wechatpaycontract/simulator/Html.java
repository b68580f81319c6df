package io.github.wechatpaycontract.simulator;

import java.util.function.Function;

/**
 * Markup. Whatever is put into it and is not markup itself becomes text, so that nothing
 * that came over the wire can be more than text on the page.
 *
 * @param markup what a browser reads
 */
record Html(String markup) {

	static final Html NOTHING = new Html("");

	private static final String PLACE = "{}";

	/**
	 * A template with its places filled in order.
	 * @param template markup with {@code {}} at each place, in attributes between double
	 * quotes
	 * @param values markup, or anything else as text
	 */
	static Html of(String template, Object... values) {
		StringBuilder markup = new StringBuilder();
		int from = 0;
		for (Object value : values) {
			int place = template.indexOf(PLACE, from);
			if (place < 0) {
				throw new IllegalArgumentException("There are more values than places in " + template);
			}
			markup.append(template, from, place);
			append(markup, value);
			from = place + PLACE.length();
		}
		if (template.indexOf(PLACE, from) >= 0) {
			throw new IllegalArgumentException("There are fewer values than places in " + template);
		}
		return new Html(markup.append(template, from, template.length()).toString());
	}

	static Html all(Html... parts) {
		StringBuilder markup = new StringBuilder();
		for (Html part : parts) {
			markup.append(part.markup);
		}
		return new Html(markup.toString());
	}

	static <T> Html each(Iterable<T> items, Function<T, Html> view) {
		StringBuilder markup = new StringBuilder();
		items.forEach((item) -> markup.append(view.apply(item).markup));
		return new Html(markup.toString());
	}

	static Html when(boolean shown, Html part) {
		return shown ? part : NOTHING;
	}

	private static void append(StringBuilder markup, Object value) {
		if (value instanceof Html html) {
			markup.append(html.markup);
			return;
		}
		String text = value.toString();
		for (int i = 0; i < text.length(); i++) {
			append(markup, text.charAt(i));
		}
	}

	private static void append(StringBuilder markup, char letter) {
		switch (letter) {
			case '&' -> markup.append("&amp;");
			case '<' -> markup.append("&lt;");
			case '>' -> markup.append("&gt;");
			case '"' -> markup.append("&quot;");
			case '\'' -> markup.append("&#39;");
			default ->
				markup.append((Character.isISOControl(letter) && letter != '\n' && letter != '\t') ? '\uFFFD' : letter);
		}
	}

	@Override
	public String toString() {
		return this.markup;
	}

}
