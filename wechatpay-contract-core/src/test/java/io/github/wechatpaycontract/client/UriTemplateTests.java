package io.github.wechatpaycontract.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link UriTemplate}: whatever a value is, it stays within its place, and what
 * is signed is what is sent.
 */
class UriTemplateTests {

	private static final String TEMPLATE = "/v3/synthetic/{code}/end";

	private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z/?=%._~-]+");

	private static final String SPECIAL = "/.%?#;:@&=+$,[]{}|\\^~<>\"'`! \t\r\n\u0000*()-_密é😀𠮷";

	@ParameterizedTest
	@CsvSource({ "a/b,a%2Fb", "a%2Fb,a%252Fb", "a?b,a%3Fb", "a#b,a%23b", "a;b,a%3Bb", "a b,a%20b", "a+b,a%2Bb",
			"..a,..a", "密,%E5%AF%86", "😀,%F0%9F%98%80", "-._~,-._~", "a&b=c,a%26b%3Dc", "{code},%7Bcode%7D" })
	@Tag("case-2")
	void pathWhenValueIsOddEncodesIt(String value, String encoded) {
		assertThat(UriTemplate.path(TEMPLATE, Map.of("code", value))).isEqualTo("/v3/synthetic/" + encoded + "/end");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", ".." })
	@Tag("case-2")
	void pathWhenValueWouldChangeThePathFails(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.path(TEMPLATE, Map.of("code", value)))
			.withMessage("Path variable 'code' is missing, empty or a dot");
		assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.path(TEMPLATE, Map.of("other", "x")));
	}

	@Test
	@Tag("case-2")
	void pathWhenValueIsNoUnicodeFails() {
		for (String value : new String[] { "\ud800", "a\udc00b", "\udc00\ud800" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.path(TEMPLATE, Map.of("code", value)));
			assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.query(Map.of("code", value)));
		}
	}

	@Test
	@Tag("case-4")
	void queryWhenValuesAreOddKeepsOrderAndEncodes() {
		Map<String, Object> parameters = new LinkedHashMap<>();
		assertThat(UriTemplate.query(parameters)).isEmpty();
		parameters.put("z", "a&b=c");
		parameters.put("a", 7);
		parameters.put("密", "");
		assertThat(UriTemplate.query(parameters)).isEqualTo("?z=a%26b%3Dc&a=7&%E5%AF%86=");
	}

	@Test
	@Tag("case-2")
	@Tag("case-4")
	void pathAndQueryWhenValuesAreRandomStayInTheirPlaceAndDecodeBack() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		Merchant merchant = TestPlatform.merchant();
		for (int i = 0; i < 100_000; i++) {
			String value = value(random);
			ApiRequest request = WechatPayCall.get(TEMPLATE).variable("code", value).query("q", value).request();
			String[] parts = request.pathAndQuery().split("[/?]", -1);
			boolean inPlace = parts.length == 6 && request.pathAndQuery().startsWith("/v3/synthetic/")
					&& parts[4].equals("end") && parts[5].startsWith("q=")
					&& SAFE.matcher(request.pathAndQuery()).matches();
			if (!inPlace || !decode(parts[3]).equals(value) || !decode(parts[5].substring(2)).equals(value)) {
				fail("seed %d: %s became %s", seed, value, request.pathAndQuery());
			}
			if (i % 500 == 0) {
				byte[] message = merchant.sign("GET", request.pathAndQuery(), 1, "n", request.body()).message();
				assertThat(new String(message, StandardCharsets.UTF_8))
					.isEqualTo("GET\n" + request.pathAndQuery() + "\n1\nn\n\n");
			}
		}
	}

	@Test
	@Tag("case-2")
	void pathWhenSentIsTheOneThatWasSigned() {
		// 500 of the 100,000 over the socket, for the time's sake
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<WechatPayCall> calls = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			String value = value(random);
			calls.add(WechatPayCall.get(TEMPLATE).variable("code", value).query("q", value));
		}
		try (WechatPaySimulator simulator = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = SimulatedExchange.to(simulator.baseUrl())) {
			ReactiveWechatPayClient client = new ReactiveWechatPayClient(exchange);
			long equal = Flux.fromIterable(calls)
				.flatMap((call) -> client.exchange(call)
					.map((answer) -> call.request().pathAndQuery().equals(answer.get("uri"))), 16)
				.filter(Boolean::booleanValue)
				.count()
				.block(Duration.ofSeconds(60));
			assertThat(equal).as("seed %d", seed).isEqualTo(500);
			assertThat(simulator.requests()).hasSize(500).allMatch(ReceivedRequest::signatureAccepted);
		}
	}

	@Test
	@Tag("case-2")
	@Tag("case-8")
	void remarksAndCodesWhenRandomBreakNothing() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int taken = 0;
		int refused = 0;
		try (WechatPaySimulator simulator = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = SimulatedExchange.to(simulator.baseUrl())) {
			ReactiveContractTemplate template = new ReactiveContractTemplate(exchange);
			for (int i = 0; i < 100_000; i++) {
				String code = anything(random);
				String remark = anything(random);
				taken += accepts(code, remark) ? 1 : 0;
				boolean fits = !remark.isBlank() && remark.length() <= 256 && remark.chars()
					.noneMatch((c) -> Character.isSurrogate((char) c) || Character.isISOControl(c));
				if (fits && i % 500 != 0) {
					continue;
				}
				try {
					template.terminate(12535, code, remark).block(Duration.ofSeconds(10));
					fail("seed %d: there is no such contract", seed);
				}
				catch (IllegalArgumentException declared) {
					refused++;
				}
				catch (WechatPayApiException answered) {
					assertThat(fits).as("seed %d: %s", seed, remark).isTrue();
				}
			}
			assertThat(simulator.requests()).isNotEmpty().allMatch(ReceivedRequest::signatureAccepted);
		}
		assertThat(taken).isBetween(1, 99_999);
		assertThat(refused).isGreaterThan(10_000);
	}

	private static boolean accepts(String code, String account) {
		try {
			ApiRequest.post("/v3/x",
					MiniProgramSignRequest.builder()
						.outContractCode(code)
						.contractDisplayAccount(account)
						.openid("o1")
						.build(),
					List.of());
			return true;
		}
		catch (InvalidFieldException declared) {
			return false;
		}
	}

	/** Any Unicode text but the three that no path can hold. */
	private static String value(Random random) {
		StringBuilder text = new StringBuilder();
		for (int n = 1 + random.nextInt(40); n > 0; n--) {
			int codePoint = switch (random.nextInt(4)) {
				case 0 -> SPECIAL.codePointAt(
						SPECIAL.offsetByCodePoints(0, random.nextInt(SPECIAL.codePointCount(0, SPECIAL.length()))));
				case 1 -> random.nextInt(128);
				case 2 -> random.nextInt(0x110000);
				default -> "0aZ".charAt(random.nextInt(3));
			};
			text.appendCodePoint((codePoint >= 0xD800 && codePoint < 0xE000) ? '/' : codePoint);
		}
		return text.toString().matches("\\.{1,2}") ? "..." : text.toString();
	}

	/** Lone surrogates and nothing at all included. */
	private static String anything(Random random) {
		StringBuilder text = new StringBuilder();
		for (int n = random.nextInt((random.nextInt(20) == 0) ? 300 : 12); n > 0; n--) {
			text.append(
					(char) ((random.nextInt(8) == 0) ? random.nextInt(0x10000) : "0aZ密 ".charAt(random.nextInt(4))));
		}
		return text.toString();
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
