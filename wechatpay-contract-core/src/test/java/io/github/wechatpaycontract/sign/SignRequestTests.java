package io.github.wechatpaycontract.sign;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.wechatpaycontract.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules of every field of all six requests.
 */
class SignRequestTests {

	private static final String CODE = "must be 1 to 32 ASCII letters and digits";

	private static final String APPID = "must be 1 to 32 ASCII letters, digits, '_' or '-'";

	private static final String OPENID = "must be 1 to 128 ASCII characters without blanks";

	private static final Map<String, Rule> RULES = Map.ofEntries(
			Map.entry("outContractCode", new Rule("wxwtdk20200910100000", 32, CODE, "a-b", "a/b", "密", "a😀")),
			Map.entry("contractDisplayAccount",
					new Rule("CANARY name", 32, DisplayAccounts.RULE, "😀", "a\nb", "a\ud800", "a\u2028b", "a\u202eb",
							"a\u2066b", "\u200b", "\u200d\ufe0f", "\u3164", "\u00a0")),
			Map.entry("appid", new Rule("wxd678efh567hg6787", 32, APPID, "wx 1", "密", "wx/1")),
			Map.entry("spAppid", new Rule("wxd678efh567hg6787", 32, APPID, "wx 1", "密", "wx\"1")),
			Map.entry("subAppid", new Rule("wx8888888888888888", 32, APPID, "wx 1", "密", "wx\n")),
			Map.entry("subMchid", new Rule("1900000110", 32, "must be 1 to 32 letters and digits", "19-1", "密", "1 9")),
			Map.entry("prepayId",
					new Rule("wx201410272009395522657a690389285100", 64,
							"must be 1 to 64 ASCII characters without blanks", "wx 1", "密", "a\tb")),
			Map.entry("openid", new Rule("oCANARYopenid", 128, OPENID, "o 1", "密", "o\n")),
			Map.entry("spOpenid", new Rule("oCANARYspOpenid", 128, OPENID, "o 1", "密", "o\u0000")),
			Map.entry("subOpenid", new Rule("oCANARYsubOpenid", 128, OPENID, "o 1", "密", "😀")));

	private static final PreEntrustSignDefaults DEFAULTS = new PreEntrustSignDefaults("wxdefault", 77L,
			"https://default.example.com/n");

	static Stream<Arguments> fields() {
		return Stream.of(Type.values()).flatMap((type) -> type.fields().map((field) -> Arguments.of(type, field)));
	}

	@ParameterizedTest
	@MethodSource("fields")
	void buildWhenFieldIsTooLongOrHasOtherCharactersNamesItWithoutTheValue(Type type, String field) {
		Rule rule = RULES.get(field);
		List<String> unfit = new ArrayList<>(rule.unfit());
		unfit.add("x".repeat(rule.maxLength() + 1));
		for (String value : unfit) {
			assertThatExceptionOfType(InvalidFieldException.class).as(value)
				.isThrownBy(() -> type.build(type.example().with(field, value)))
				.satisfies((ex) -> assertThat(ex.getField()).isEqualTo(field))
				.withMessage("'" + field + "' " + rule.message());
		}
		String longest = "x".repeat(rule.maxLength());
		assertThat(type.read(type.build(type.example().with(field, longest)), field)).isEqualTo(longest);
	}

	@ParameterizedTest
	@MethodSource("fields")
	void buildWhenFieldIsMissingNamesItUnlessItMayBe(Type type, String field) {
		Values values = type.example().without(field);
		if (type.required.contains(field)) {
			for (Values without : List.of(values, values.with(field, " "), values.with(field, ""))) {
				assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> type.build(without))
					.withMessage("'" + field + "' is missing");
			}
		}
		else {
			assertThat(type.read(type.build(values), field)).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void buildWhenBothOpenidsAreMissingNamesBoth(Type type) {
		if (type.either.isEmpty()) {
			return;
		}
		Values values = type.example();
		for (String field : type.either) {
			assertThat(type.build(values.without(field)).payer()).hasSize(2);
		}
		assertThatExceptionOfType(InvalidFieldException.class)
			.isThrownBy(() -> type.build(values.without(type.either.get(0)).without(type.either.get(1))))
			.withMessage("'%s' and '%s' are both missing; at least one is needed", type.either.toArray());
	}

	@ParameterizedTest
	@EnumSource
	void buildWhenServiceIdIsNotPositiveNamesIt(Type type) {
		for (String serviceId : new String[] { "0", "-1", Long.toString(Long.MIN_VALUE) }) {
			assertThatExceptionOfType(InvalidFieldException.class)
				.isThrownBy(() -> type.build(type.example().with("serviceId", serviceId)))
				.withMessage("'serviceId' must be positive");
		}
	}

	@ParameterizedTest
	@EnumSource
	void buildWhenNotifyUrlIsUnfitWhereverCallsGoNamesItWithoutTheValue(Type type) {
		for (String notifyUrl : List.of("", " ", "yourapp.com/n", "ftp://yourapp.com/n", "https://yourapp.com",
				"https://yourapp.com/n?x=1", "https://yourapp.com/n#x", "https://u@yourapp.com/n",
				"http://localhost?x=1 y", "https://yourapp.com/密", "https://yourapp.com/" + "n".repeat(237))) {
			assertThatExceptionOfType(InvalidFieldException.class).as(notifyUrl)
				.isThrownBy(() -> type.build(type.example().with("notifyUrl", notifyUrl)))
				.satisfies((ex) -> assertThat(ex.getField()).isEqualTo("notifyUrl"))
				.withMessageNotContaining("yourapp");
		}
		for (String notifyUrl : List.of("https://yourapp.com/n/", "https://yourapp.com/a%2Fb", "http://localhost/n")) {
			assertThat(type.build(type.example().with("notifyUrl", notifyUrl)).notifyUrl()).isEqualTo(notifyUrl);
		}
	}

	@ParameterizedTest
	@EnumSource
	void withDefaultsFillsWhatIsOpenAndNothingElse(Type type) {
		String appid = type.fields().filter((field) -> field.matches("appid|spAppid")).findFirst().orElseThrow();
		PreEntrustSignRequest open = type.build(type.example().without(appid)).withDefaults(DEFAULTS);
		assertThat(type.read(open, appid)).isEqualTo("wxdefault");
		assertThat(open.serviceId()).isEqualTo(77L);
		assertThat(open.notifyUrl()).isEqualTo("https://default.example.com/n");
		PreEntrustSignRequest own = type
			.build(type.example().with("serviceId", "12535").with("notifyUrl", "https://own.example.com/n"));
		assertThat(own.withDefaults(DEFAULTS)).isEqualTo(own).hasSameHashCodeAs(own);
		type.fields()
			.filter((field) -> !field.equals(appid))
			.forEach((field) -> assertThat(type.read(open, field)).as(field).isEqualTo(type.read(own, field)));
		assertThatExceptionOfType(InvalidFieldException.class)
			.isThrownBy(() -> open(type).withDefaults(PreEntrustSignDefaults.NONE))
			.withMessage("'" + appid + "' is missing");
		assertThatExceptionOfType(InvalidFieldException.class)
			.isThrownBy(() -> open(type).withDefaults(new PreEntrustSignDefaults("wx1", null, null)))
			.withMessage("'serviceId' is missing");
		assertThatExceptionOfType(InvalidFieldException.class)
			.isThrownBy(() -> open(type).withDefaults(new PreEntrustSignDefaults("wx1", 1L, null)))
			.withMessage("'notifyUrl' is missing");
	}

	private static PreEntrustSignRequest open(Type type) {
		return type.build(type.example().without("appid").without("spAppid"));
	}

	@ParameterizedTest
	@EnumSource
	void toStringShowsNoPayer(Type type) {
		PreEntrustSignRequest request = type.build(type.example());
		assertThat(request.toString()).doesNotContain("CANARY")
			.startsWith(request.getClass().getSimpleName() + "[")
			.contains("outContractCode=wxwtdk20200910100000");
		assertThat(request.payer()).contains("CANARY name")
			.allMatch((value) -> value.contains("CANARY"))
			.hasSize(type.either.isEmpty() ? 2 : 3);
	}

	@Test
	void sixTypesAreAll() {
		assertThat(PreEntrustSignRequest.class.getPermittedSubclasses()).containsExactlyInAnyOrder(
				Stream.of(Type.values()).map((type) -> type.build(type.example()).getClass()).toArray(Class<?>[]::new));
	}

	/**
	 * What a field may hold.
	 *
	 * @param example a value that fits
	 * @param maxLength how long it may be
	 * @param message what an exception says
	 * @param unfit values that do not fit
	 */
	private record Rule(String example, int maxLength, String message, List<String> unfit) {

		Rule(String example, int maxLength, String message, String... unfit) {
			this(example, maxLength, message, List.of(unfit));
		}

	}

	/**
	 * The values of a request.
	 *
	 * @param fields by name
	 */
	private record Values(Map<String, String> fields) {

		Values with(String field, String value) {
			Map<String, String> copy = new LinkedHashMap<>(this.fields);
			copy.put(field, value);
			return new Values(copy);
		}

		Values without(String field) {
			Map<String, String> copy = new LinkedHashMap<>(this.fields);
			copy.remove(field);
			return new Values(copy);
		}

	}

	/**
	 * The requests, with what their builders demand.
	 */
	private enum Type {

		MINI_PROGRAM(MiniProgramSignRequest::builder, List.of("openid"), List.of(), "appid"),

		PAY_REDIRECT(PayRedirectSignRequest::builder, List.of("openid", "prepayId"), List.of(), "appid"),

		SERVICE_PROVIDER_MINI_PROGRAM(ServiceProviderMiniProgramSignRequest::builder, List.of("subMchid", "subAppid"),
				List.of("spOpenid", "subOpenid"), "spAppid"),

		SERVICE_PROVIDER_PAY_REDIRECT(ServiceProviderPayRedirectSignRequest::builder,
				List.of("subMchid", "subAppid", "prepayId"), List.of("spOpenid", "subOpenid"), "spAppid"),

		CLEARING_INSTITUTION_MINI_PROGRAM(ClearingInstitutionMiniProgramSignRequest::builder,
				List.of("subMchid", "subAppid"), List.of("openid", "subOpenid"), "appid"),

		CLEARING_INSTITUTION_PAY_REDIRECT(ClearingInstitutionPayRedirectSignRequest::builder,
				List.of("subMchid", "subAppid", "prepayId"), List.of("openid", "subOpenid"), "appid");

		private final Supplier<SignRequestBuilder<?>> builder;

		private final List<String> required = new ArrayList<>(List.of("outContractCode", "contractDisplayAccount"));

		private final List<String> either;

		private final String appid;

		Type(Supplier<SignRequestBuilder<?>> builder, List<String> required, List<String> either, String appid) {
			this.builder = builder;
			this.required.addAll(required);
			this.either = either;
			this.appid = appid;
		}

		Stream<String> fields() {
			return Stream.of(this.required, this.either, List.of(this.appid)).flatMap(List::stream);
		}

		Values example() {
			Map<String, String> values = new LinkedHashMap<>();
			fields().forEach((field) -> values.put(field, RULES.get(field).example()));
			return new Values(values);
		}

		PreEntrustSignRequest build(Values values) {
			SignRequestBuilder<?> target = this.builder.get();
			values.fields().forEach((field, value) -> {
				if (field.equals("serviceId")) {
					target.serviceId(Long.parseLong(value));
				}
				else {
					invoke(target, field, value);
				}
			});
			return (PreEntrustSignRequest) invoke(target, "build");
		}

		Object read(PreEntrustSignRequest request, String field) {
			return invoke(request, field);
		}

		private static Object invoke(Object target, String method, Object... values) {
			Class<?>[] types = Stream.of(values).map(Object::getClass).toArray(Class<?>[]::new);
			try {
				return target.getClass().getMethod(method, types).invoke(target, values);
			}
			catch (InvocationTargetException ex) {
				throw (RuntimeException) ex.getCause();
			}
			catch (ReflectiveOperationException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
