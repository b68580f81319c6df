package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the body of a mini-program pre-entrust-sign and refuses whatever the
 * documentation does not allow, naming the member.
 */
final class SignRequestReader {

	private static final String LOCATION = "body";

	private final SimulatedMerchant merchant;

	SignRequestReader(SimulatedMerchant merchant) {
		this.merchant = merchant;
	}

	SignRequest read(byte[] bytes) throws Refusal {
		JsonNode body = parse(bytes);
		checkValues(body, "");
		String appid = text(body, "appid", 32, (value) -> value.matches("[0-9A-Za-z]+"), "letters and digits only");
		JsonNode serviceId = member(body, "service_id");
		if (!serviceId.isIntegralNumber() || !serviceId.canConvertToLong() || serviceId.asLong() <= 0) {
			throw Refusal.parameter("/service_id", serviceId, "not a positive integer");
		}
		String code = text(body, "out_contract_code", 32, (value) -> value.matches("[0-9A-Za-z]+"),
				"letters and digits only");
		String notifyUrl = text(body, "notify_url", 256, NotifyUrls::isAllowed,
				"not an https URL with a path and without query, fragment and user (http on this host is fine)");
		String account = text(body, "contract_display_account", 32,
				(value) -> !value.isBlank() && value.codePoints().noneMatch(Character::isISOControl),
				"blank or with control characters");
		String openid = text(body, "openid", 128, (value) -> value.matches("[0-9A-Za-z_-]+"),
				"letters, digits, - and _ only");
		checkOwner(appid, serviceId.asLong());
		return new SignRequest(appid, serviceId.asLong(), code, notifyUrl, account, openid);
	}

	private void checkOwner(String appid, long serviceId) throws Refusal {
		if (!appid.equals(this.merchant.appid())) {
			throw Refusal.parameter("/appid", appid, "not bound to the merchant number");
		}
		if (serviceId != this.merchant.serviceId()) {
			throw Refusal.of(403, "NO_AUTH", "商户暂无权限使用此功能", "/service_id", serviceId, "not a service of the merchant",
					LOCATION);
		}
	}

	private static JsonNode parse(byte[] bytes) throws Refusal {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			JsonNode body = Json.read(text);
			if (body.isObject()) {
				return body;
			}
			throw Refusal.parameter("/", "", "not a JSON object");
		}
		catch (CharacterCodingException ex) {
			throw Refusal.parameter("/", "", "not UTF-8");
		}
		catch (IOException ex) {
			throw Refusal.parameter("/", "", "not JSON");
		}
	}

	/**
	 * Refuses null, and every character of four bytes, wherever it stands.
	 */
	private static void checkValues(JsonNode node, String pointer) throws Refusal {
		if (node.isNull()) {
			throw Refusal.parameter(pointer, "", "null is not allowed");
		}
		if (node.isTextual() && node.textValue().chars().anyMatch((unit) -> Character.isSurrogate((char) unit))) {
			throw Refusal.parameter(pointer, "", "characters of four bytes are not allowed");
		}
		for (var member : node.properties()) {
			checkValues(member.getValue(), pointer + "/" + member.getKey());
		}
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			checkValues(node.get(i), pointer + "/" + i);
		}
	}

	private static String text(JsonNode body, String name, int length, Predicate<String> rule, String issue)
			throws Refusal {
		JsonNode member = member(body, name);
		if (!member.isTextual()) {
			throw Refusal.parameter("/" + name, member, "not a string");
		}
		String value = member.textValue();
		if (value.isEmpty() || value.codePointCount(0, value.length()) > length) {
			throw Refusal.parameter("/" + name, value, "length invalid, 1 to " + length);
		}
		if (!rule.test(value)) {
			throw Refusal.parameter("/" + name, value, issue);
		}
		return value;
	}

	private static JsonNode member(JsonNode body, String name) throws Refusal {
		JsonNode member = body.get(name);
		if (member == null) {
			throw Refusal.parameter("/" + name, "", "missing");
		}
		return member;
	}

}
