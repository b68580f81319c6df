package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Requests and notifications, the latest first, each to be opened and looked into.
 */
final class TimelineView {

	private static final int LONGEST = 8192;

	private static final String CONTRACTS = "/v3/password-exempt-contract/contracts/";

	private static final List<Map.Entry<Pattern, String>> OPERATIONS = List.of(
			operation("POST " + CONTRACTS + "[a-z-]+/pre-entrust-sign/mini-program", "mini-program"),
			operation("POST " + CONTRACTS + "[a-z-]+/pre-entrust-sign/pay-redirect-sign", "pay-redirect"),
			operation("GET " + CONTRACTS + "service-id/.*", "query"),
			operation("POST " + CONTRACTS + "service-id/.*/terminate", "terminate"),
			operation("POST /v3/pay/.*/jsapi-with-contract", "order-with-contract"),
			operation("POST /v3/pay/.*/jsapi", "order"), operation("GET /v3/certificates.*", "certificates"),
			operation("POST /v3/security/echo", "echo"));

	private TimelineView() {
	}

	static Html of(List<Happening> latestFirst, Texts texts) {
		return Html.each(latestFirst, (happening) -> (happening instanceof Happening.Request request)
				? request(request, texts) : notification((Happening.Notification) happening, texts));
	}

	private static Html request(Happening.Request happening, Texts texts) {
		ReceivedRequest request = happening.request();
		Answer answer = happening.answer();
		boolean refused = happening.isRefused();
		Html verdict = Html.of("<span class=\"verdict\">{}<b>{}</b></span>",
				texts.get(refused ? "verdict.refused" : "verdict.accepted"), answer.status());
		Html inside = Html.all(refused ? diagnosis(answer, texts) : Html.NOTHING, headers(request.headers(), texts),
				stringToSign(happening.stringToSign(), texts), block("body", request.bodyText(), texts),
				block("answer", answer.text(), texts));
		return entry(happening, "request", refused ? "refused" : "accepted", operationName(request, texts),
				request.method() + " " + request.rawUri(), verdict,
				refused ? Html.of("<p class=\"why\">{}</p>", why(answer)) : Html.NOTHING, inside);
	}

	private static Html notification(Happening.Notification happening, Texts texts) {
		Delivery delivery = happening.delivery();
		NotificationDraft draft = happening.draft();
		NotificationVerdict verdict = NotificationVerdict.of(delivery);
		Html inside = Html.all(headers(happening.sent().headers(), texts),
				stringToSign(happening.stringToSign(), texts), block("body", happening.sent().bodyText(), texts),
				(draft != null) ? block("resource", new String(draft.plaintext(), StandardCharsets.UTF_8), texts)
						: Html.NOTHING);
		Html fault = delivery.fault().equals("none") ? Html.NOTHING
				: Html.of(" <i class=\"fault\">{}</i>", FaultsView.label("notification", delivery.fault(), texts));
		Html why = Html.of("<p class=\"why\">{} {}{}</p>", texts.get("notification.attempt", delivery.attempt()),
				texts.get("verdict.notification." + verdict.name()),
				(delivery.failure() != null) ? " " + delivery.failure() : "");
		return entry(happening, "notification", verdict.isGood() ? "accepted" : "refused",
				texts.get("notification") + ((draft != null) ? " " + draft.eventType() : ""),
				"POST " + delivery.target(), Html.of("<span class=\"verdict\">{}<b>{}</b></span>", fault,
						(delivery.status() != null) ? delivery.status() : "–"),
				why, inside);
	}

	private static Html entry(Happening happening, String kind, String verdict, String what, String line, Html status,
			Html why, Html inside) {
		return Html.of("""
				<li class="entry" data-kind="{}" data-verdict="{}">
				<details id="entry-{}">
				<summary>
				<time>{}</time>
				<span class="what"><b>{}</b><code>{}</code></span>
				{}
				{}
				</summary>
				<div class="inside">{}</div>
				</details>
				</li>
				""", kind, verdict, happening.number(), PageLayout.clock(happening.at()), what, line, status, why,
				inside);
	}

	private static Html diagnosis(Answer answer, Texts texts) {
		JsonNode body = Json.find(answer.text()).orElse(null);
		if (body == null || !body.has("code")) {
			return Html.NOTHING;
		}
		return Html.of("<div class=\"diagnosis\"><h4>{}</h4><p><b>{}</b> {}</p><p>{}</p></div>",
				texts.get("timeline.diagnosis"), body.path("code").asText(), body.path("message").asText(),
				why(answer));
	}

	/**
	 * Which part of the request was wrong in what way, as far as the answer says so.
	 */
	private static String why(Answer answer) {
		JsonNode body = Json.find(answer.text()).orElse(null);
		if (body == null) {
			return "";
		}
		String issue = body.at("/detail/issue").asText(body.at("/detail/detail/issue").asText());
		String field = body.at("/detail/field").asText();
		return (issue.isEmpty() && field.isEmpty()) ? body.path("code").asText() : field + ": " + issue;
	}

	private static Html headers(HeaderFields headers, Texts texts) {
		return Html.of("<h4>{}</h4><table class=\"headers\">{}</table>", texts.get("timeline.headers"),
				Html.each(headers.entries(),
						(field) -> Html.of("<tr><th>{}</th><td>{}</td></tr>", field.getKey(), field.getValue())));
	}

	private static Html stringToSign(@Nullable String text, Texts texts) {
		return (text != null)
				? Html.of("<h4>{}</h4><pre class=\"to-sign\">{}</pre>", texts.get("timeline.to-sign"),
						shortened(text, texts))
				: Html.of("<h4>{}</h4><p>{}</p>", texts.get("timeline.to-sign"), texts.get("timeline.to-sign.none"));
	}

	private static Html block(String name, String text, Texts texts) {
		if (text.isEmpty()) {
			return Html.NOTHING;
		}
		String shown = Json.find(text).map(JsonNode::toPrettyString).orElse(text);
		return Html.of("<h4>{}</h4><pre data-part=\"{}\">{}</pre>", texts.get("timeline." + name), name,
				shortened(shown, texts));
	}

	private static String shortened(String text, Texts texts) {
		return (text.length() <= LONGEST) ? text
				: text.substring(0, LONGEST) + "\n" + texts.get("timeline.more", text.length() - LONGEST);
	}

	private static String operationName(ReceivedRequest request, Texts texts) {
		String line = request.method() + " " + request.rawUri();
		return OPERATIONS.stream()
			.filter((operation) -> operation.getKey().matcher(line).matches())
			.findFirst()
			.map((operation) -> texts.get("operation." + operation.getValue()))
			.orElseGet(() -> texts.get("operation.other"));
	}

	private static Map.Entry<Pattern, String> operation(String line, String name) {
		return Map.entry(Pattern.compile(line), name);
	}

}
