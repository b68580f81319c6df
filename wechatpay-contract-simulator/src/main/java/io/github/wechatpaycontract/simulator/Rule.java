package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the members of an object must be, so that an operation can list its fields as the
 * documentation does.
 */
@FunctionalInterface
interface Rule {

	/**
	 * Checks an object.
	 * @param pointer where the object stands in the body; empty for the body itself
	 * @throws Refusal if the object breaks the rule; it names the member
	 */
	void check(JsonNode object, String pointer) throws Refusal;

	static Rule required(String name, Kind kind) {
		return (object, pointer) -> {
			JsonNode member = object.get(name);
			if (member == null) {
				throw Refusal.parameter(pointer + "/" + name, "", "missing");
			}
			kind.check(member, pointer + "/" + name);
		};
	}

	static Rule optional(String name, Kind kind) {
		return (object, pointer) -> {
			JsonNode member = object.get(name);
			if (member != null) {
				kind.check(member, pointer + "/" + name);
			}
		};
	}

	static Rule atLeastOne(String one, String other) {
		return (object, pointer) -> {
			if (!object.has(one) && !object.has(other)) {
				throw Refusal.parameter(pointer + "/" + one, "",
						"missing, at least one of " + one + " and " + other + " is needed");
			}
		};
	}

	static Rule all(Rule... rules) {
		return (object, pointer) -> {
			for (Rule rule : rules) {
				rule.check(object, pointer);
			}
		};
	}

	/**
	 * The same rules and one more.
	 */
	default Rule and(Rule... more) {
		List<Rule> rules = Stream.concat(Stream.of(this), Stream.of(more)).toList();
		return all(rules.toArray(Rule[]::new));
	}

}
