package io.github.wechatpaycontract.simulator.assertj;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.wechatpaycontract.simulator.AnsweredRequest;
import io.github.wechatpaycontract.simulator.ReceivedRequest;

/**
 * A request as assertions look at it and tell of it. Told are method, path, contract
 * number and outcome, and of the body only what was asked about.
 *
 * @param answered the request and its answer
 * @param body the body of the request, read
 */
record RequestView(AnsweredRequest answered, JsonNode body) {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Pattern CONTRACT = Pattern.compile(".*/out-contract-code/([^/?]+).*");

	static RequestView of(AnsweredRequest answered) {
		return new RequestView(answered, read(answered.request().bodyText()));
	}

	private static JsonNode read(String text) {
		try {
			return JSON.readTree(text);
		}
		catch (JsonProcessingException ex) {
			return MissingNode.getInstance();
		}
	}

	ReceivedRequest received() {
		return this.answered.request();
	}

	boolean hasMethod(String method) {
		return received().method().equals(method);
	}

	boolean hasPath(Pattern path) {
		return path.matcher(received().rawUri().replaceFirst("\\?.*", "")).matches();
	}

	Optional<String> contract() {
		Matcher path = CONTRACT.matcher(received().rawUri());
		return path.matches() ? Optional.of(path.group(1)) : field("/out_contract_code");
	}

	/**
	 * A member of the body, as text; an object or array as JSON.
	 */
	Optional<String> field(String pointer) {
		JsonNode member = this.body.at(pointer);
		if (member.isMissingNode()) {
			return Optional.empty();
		}
		return Optional.of(member.isValueNode() ? member.asText() : member.toString());
	}

	String describe(List<String> pointers) {
		String contract = contract().map((code) -> ", contract '" + code + "'").orElse("");
		String members = pointers.stream()
			.map((pointer) -> ", " + pointer
					+ field(pointer).map((value) -> " = '" + value + "'").orElse(" is missing"))
			.collect(Collectors.joining());
		String outcome = this.answered.diagnosis().map((diagnosis) -> " " + diagnosis).orElse("");
		return "%s %s%s%s: %d%s".formatted(received().method(), received().rawUri(), contract, members,
				this.answered.status(), outcome);
	}

}
