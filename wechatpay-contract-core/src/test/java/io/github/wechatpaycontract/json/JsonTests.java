package io.github.wechatpaycontract.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Json}, {@link JsonObject} and {@link JsonTree}.
 */
class JsonTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "\"x\"", "1", "true", "[{}]", "{", "{\"a\"", "{\"a\":", "{\"a\":1",
			"{\"a\":1,", "{\"a\":1,}", "{\"a\":[", "{\"a\":[1", "{\"a\":\"", "{} x", "{}{}", "{},{}", "{}1", "{}\u0000",
			"\uFEFF{}", "{}\uFEFF", "{'a':1}", "{a:1}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":+1}", "{\"a\":01}",
			"{\"a\":.5}", "{\"a\":1.}", "{\"a\":1/*c*/}", "//c\n{}", "{\"a\":undefined}", "{\"a\":0x1}",
			"{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{,}", "{\"a\" 1}" })
	@Tag("case-66")
	@Tag("case-67")
	@Tag("case-68")
	void readWhenNotOneJsonObjectFails(String text) {
		assertMalformed(text.getBytes(StandardCharsets.UTF_8));
	}

	static Stream<byte[]> encodings() {
		String text = "{\"a\":\"密\"}";
		return Stream.of(text.getBytes(StandardCharsets.UTF_16), text.getBytes(StandardCharsets.UTF_16LE),
				text.getBytes(StandardCharsets.UTF_16BE), text.getBytes(Charset.forName("UTF-32")),
				text.getBytes(Charset.forName("GBK")), bytes("{\"a\":\"", 0xff, "\"}"),
				bytes("{\"a\":\"", 0xc0, 0x80, "\"}"), bytes("{\"a\":\"", 0xe0, 0x80, 0x80, "\"}"),
				bytes("{\"a\":\"", 0xed, 0xa0, 0x80, "\"}"), bytes("{\"a\":\"", 0xf5, 0x80, 0x80, 0x80, "\"}"),
				bytes("{\"a\":\"", 0xe5, 0xaf, "\"}"), bytes(0xef, 0xbb, 0xbf, "{}"));
	}

	@ParameterizedTest
	@MethodSource("encodings")
	@Tag("case-68")
	@Tag("case-69")
	void readWhenNotStrictUtf8Fails(byte[] bytes) {
		assertMalformed(bytes);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "x\\ud83d", "\\u0000", "a\\u0000b" })
	@Tag("case-69")
	void readWhenATextHoldsWhatIsNoCharacterFails(String escape) {
		assertMalformed("{\"a\":\"" + escape + "\"}");
		assertMalformed("{\"" + escape + "\":1}");
		assertMalformed("{\"a\":{\"b\":[\"" + escape + "\"]}}");
		assertThat(Json.read("{\"a\":\"\\ud83d\\ude00\"}".getBytes(StandardCharsets.UTF_8)).text("a")).isEqualTo("😀");
	}

	@Test
	@Tag("case-69")
	void readWhenTheReplacementCharacterWasSentKeepsIt() {
		byte[] sent = "{\"a\":\"x\uFFFD密\"}".getBytes(StandardCharsets.UTF_8);
		assertThat(Json.read(sent).text("a")).isEqualTo("x\uFFFD密");
		assertMalformed(bytes("{\"a\":\"\uFFFD", 0xff, "\"}"));
	}

	@Test
	@Tag("case-69")
	void readWhenU0000IsNotEscapedFails() {
		assertMalformed("{\"a\":\"x\0\"}");
		assertMalformed("{\"x\0\":1}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "999999999", "2147483647", "2147483648", "-2147483648", "-2147483649",
			"999999999999999999", "9223372036854775807", "-9223372036854775808" })
	@Tag("case-72")
	void readWhenAnIntegerFitsALongIsALong(String number) {
		assertThat(Json.read(("{\"a\":" + number + "}").getBytes(StandardCharsets.UTF_8)).members()).containsEntry("a",
				Long.valueOf(number));
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775808", "-9223372036854775809", "123456789012345678901234567890" })
	@Tag("case-72")
	void readWhenAnIntegerIsLargerKeepsIt(String number) {
		assertThat(Json.read(("{\"a\":" + number + "}").getBytes(StandardCharsets.UTF_8)).members()).containsEntry("a",
				new BigInteger(number));
	}

	@Test
	@Tag("case-70")
	void readWhenBeyondTheLimitsFails() {
		assertThat(Json.read(nested(16)).members()).hasSize(1);
		assertMalformed(nested(17));
		assertMalformed(nested(500));
		assertMalformed(nested(200_000));
		assertMalformed("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
		assertMalformed("{\"a\":\"" + "x".repeat(32 * 1024 + 1) + "\"}");
		assertThat(Json.read(("{\"a\":\"" + "x".repeat(32 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8)).text("a"))
			.hasSize(32 * 1024);
		assertMalformed("{\"a\":" + "9".repeat(10_000) + "}");
		assertMalformed("{\"a\":0." + "9".repeat(10_000) + "}");
		assertThat(Json
			.read(IntStream.range(0, 10_000)
				.mapToObj((i) -> "\"k" + i + "\":" + i)
				.collect(Collectors.joining(",", "{", "}"))
				.getBytes(StandardCharsets.UTF_8))
			.members()).hasSize(10_000);
		assertThat(Json.read(("{\"a\":[" + "1,".repeat(4_094) + "1]}").getBytes(StandardCharsets.UTF_8)).members())
			.hasSize(1);
		assertMalformed("{\"a\":[" + "1,".repeat(4_095) + "1]}");
		assertMalformed("{\"a\":[" + "1,".repeat(10_000) + "1]}");
		assertMalformed("{\"" + "k".repeat(200_000) + "\":1}");
		assertMalformed("{\"" + "k".repeat(32 * 1024 + 1) + "\":1}");
		assertThat(Json.read(("{\"" + "k".repeat(32 * 1024) + "\":1}").getBytes(StandardCharsets.UTF_8)).members())
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}", "{\"r\":{\"a\":1,\"a\":2}}",
			"{\"a\":null,\"a\":1}", "{\"l\":[{\"a\":1,\"a\":2}]}", "{\"\":1,\"\":2}" })
	@Tag("case-71")
	void readWhenAMemberOccursTwiceFails(String text) {
		assertMalformed(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e99999999999", "1e-99999999999", "1e2147483648", "-1E+9999999999999999999",
			"1e999999999", "123456789012345678901234567890", "-0", "0.1e-400" })
	@Tag("case-70")
	void readWhenANumberIsAbsurdReturnsItOrFailsAsDeclared(String number) {
		byte[] bytes = ("{\"a\":" + number + "}").getBytes(StandardCharsets.UTF_8);
		try {
			assertThat(Json.read(bytes).members().get("a")).isInstanceOf(Number.class);
			Json.read(bytes).integer("a");
		}
		catch (MalformedJsonException ex) {
			assertThat(ex.getMessage()).doesNotContain(number);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "7.9", "7.0", "1e2", "true", "\"7.9\"", "\"-1\"", "\"0x1\"", "\"\"", "\" 7\"", "[7]", "{}",
			"9223372036854775808", "\"9223372036854775808\"", "\"７\"" })
	@Tag("case-72")
	void integerWhenItIsNoneFails(String value) {
		JsonObject object = Json.read(("{\"service_id\":" + value + "}").getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> object.integer("service_id"))
			.withMessage("'service_id' is not an integer")
			.satisfies((ex) -> assertThat(ex.getField()).isEqualTo("service_id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "1.5", "true", "[]", "{}", "[\"a\"]" })
	@Tag("case-72")
	void textWhenItIsNoneFails(String value) {
		JsonObject object = Json.read(("{\"mchid\":" + value + "}").getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> object.text("mchid"))
			.withMessage("'mchid' is not a text");
	}

	@Test
	@Tag("case-73")
	void requiredWhenMissingNullBlankOrLongNamesTheField() {
		JsonObject object = Json
			.read("{\"n\":null,\"b\":\" \\t\",\"l\":\"xxxxx\",\"o\":5}".getBytes(StandardCharsets.UTF_8));
		for (String name : new String[] { "missing", "n", "b", "l", "o" }) {
			assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> object.requiredText(name, 4))
				.withMessageStartingWith("'" + name + "' ")
				.withMessageNotContaining("xxxxx");
		}
		for (String name : new String[] { "missing", "n", "l" }) {
			assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> object.requiredInteger(name))
				.withMessageStartingWith("'" + name + "' ");
			assertThatExceptionOfType(MalformedJsonException.class)
				.isThrownBy(() -> object.object(name.equals("l") ? "l" : "o"))
				.withMessageContaining("is not an object");
		}
		assertThat(object.requiredText("l", 5)).isEqualTo("xxxxx");
		assertThat(object.requiredInteger("o")).isEqualTo(5);
		assertThat(object).hasToString("JsonObject[n, b, l, o]");
	}

	@Test
	@Tag("case-79")
	void readWhenTypeHintsAreInItIgnoresThem() {
		Map<String, @Nullable Object> members = Json
			.read("{\"@class\":\"javax.script.ScriptEngineManager\",\"a\":[\"java.net.URL\",{\"@type\":\"x\"}]}"
				.getBytes(StandardCharsets.UTF_8))
			.members();
		assertThat(members.get("@class")).isEqualTo("javax.script.ScriptEngineManager");
		assertThat(members.get("a")).isInstanceOf(List.class);
	}

	@Test
	void membersCannotBeChanged() {
		Map<String, @Nullable Object> members = Json
			.read("{\"a\":{\"b\":[1,2.5,true,null]}}".getBytes(StandardCharsets.UTF_8))
			.members();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> members.put("x", 1));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((Map<?, ?>) members.get("a")).clear());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((List<?>) ((Map<?, ?>) members.get("a")).get("b")).clear());
	}

	@Test
	@Tag("case-9")
	void writeWhenNumberIsLargerThanAnIntWritesItExactly() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("service_id", 9_007_199_254_740_993L);
		body.put("max", Long.MAX_VALUE);
		assertThat(new String(Json.write(body), StandardCharsets.UTF_8))
			.isEqualTo("{\"service_id\":9007199254740993,\"max\":9223372036854775807}");
	}

	@Test
	void writeWhenAValueIsAbsentLeavesItOut() {
		assertThat(new String(Json.write(new Sample("x", null, 5L)), StandardCharsets.UTF_8))
			.isEqualTo("{\"first_name\":\"x\",\"plan_id\":5}");
	}

	@Test
	@Tag("case-70")
	void readWhenBytesAreRandomFailsAsDeclared() {
		// JSON-like soup: what parsers stumble over
		String[] pieces = { "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "null", "true", "1", "-", "1e5", ".", "\\",
				"\\u", "d800", " ", "\n", "\u0000", "密", "\uFEFF", "{\"a\":", "}}", "e+", "E", "99999999999999999999" };
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int read = 0;
		for (int i = 0; i < 100_000; i++) {
			StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"k\":" : "");
			for (int n = random.nextInt(20); n > 0; n--) {
				text.append(pieces[random.nextInt(pieces.length)]);
			}
			byte[] bytes = text.append(random.nextBoolean() ? "}" : "").toString().getBytes(StandardCharsets.UTF_8);
			if (bytes.length > 0 && random.nextInt(4) == 0) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			try {
				Json.read(bytes);
				read++;
			}
			catch (MalformedJsonException ex) {
				// declared
			}
			catch (Throwable ex) {
				throw new AssertionError("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8), ex);
			}
		}
		assertThat(read).isPositive();
	}

	private static void assertMalformed(String text) {
		assertMalformed(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertMalformed(byte[] bytes) {
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.read(bytes))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(100));
	}

	private static byte[] nested(int depth) {
		return ("{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1)).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] bytes(Object... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Object part : new ArrayList<>(List.of(parts))) {
			if (part instanceof Integer value) {
				bytes.write(value);
			}
			else {
				bytes.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"number\":7.9}", "{\"number\":7.0}", "{\"number\":\"7\"}", "{\"number\":true}",
			"{\"number\":null}", "{}", "{\"number\":7,\"kind\":0}", "{\"number\":7,\"kind\":\"0\"}",
			"{\"number\":7,\"flag\":1}", "{\"number\":7,\"flag\":\"true\"}", "{\"number\":7,\"wrapped\":1.5}",
			"{\"number\":7,\"wrapped\":\"\"}" })
	void asWhenAValueWouldHaveToBeConvertedFails(String text) {
		JsonObject object = Json.read(text.getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> object.as(Typed.class));
	}

	@Test
	void asWhenValuesAreOfTheirTypesReadsThem() {
		assertThat(Json
			.read("{\"number\":7,\"kind\":\"TWO\",\"flag\":true,\"wrapped\":8,\"real\":1}"
				.getBytes(StandardCharsets.UTF_8))
			.as(Typed.class)).isEqualTo(new Typed(7, Kind.TWO, true, 8L, new BigDecimal(1)));
		assertThat(Json.read("{\"number\":7,\"flag\":null}".getBytes(StandardCharsets.UTF_8)).as(Typed.class))
			.isEqualTo(new Typed(7, null, null, null, null));
	}

	enum Kind {

		ONE, TWO

	}

	record Typed(long number, @Nullable Kind kind, @Nullable Boolean flag, @Nullable Long wrapped,
			@Nullable BigDecimal real) {

	}

	record Sample(String firstName, @Nullable String lastName, long planId) {

	}

}
