package io.github.wechatpaycontract.sign;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MiniProgramSignRequest} and the helpers around it.
 */
class MiniProgramSignRequestTests {

	@ParameterizedTest
	@Tag("case-2")
	@ValueSource(strings = { "", " ", "a/b", "..", "a%2Fb", "a?b", "a#b", "a;b", "a b", "a😀", "a-b", "a_b", "a\n", "密",
			"１２", "123456789012345678901234567890123" })
	void buildWhenContractCodeIsOfAnotherFormNamesItWithoutTheValue(String code) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().outContractCode(code).build())
			.withMessageStartingWith("'outContractCode' ")
			.satisfies((ex) -> assertThat(code.length() < 5 || !ex.getMessage().contains(code)).isTrue());
	}

	@Test
	@Tag("case-2")
	void buildWhenContractCodesAreRandomAcceptsLettersAndDigitsOnly() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 100_000; i++) {
			StringBuilder code = new StringBuilder();
			for (int n = random.nextInt(36); n > 0; n--) {
				code.appendCodePoint(
						(random.nextInt(30) == 0) ? random.nextInt(0x11000) : "0aZ9b".charAt(random.nextInt(5)));
			}
			boolean allowed = code.length() >= 1 && code.length() <= 32
					&& code.chars().allMatch((c) -> c < 128 && Character.isLetterOrDigit(c));
			boolean accepted;
			try {
				builder().outContractCode(code.toString()).build();
				accepted = true;
			}
			catch (IllegalArgumentException ex) {
				accepted = false;
			}
			assertThat(accepted).as("seed %d: %s", seed, code).isEqualTo(allowed);
		}
	}

	@ParameterizedTest
	@Tag("case-8")
	@ValueSource(strings = { "", " ", "\t", "a\r\nb", "a\u0000", "😀", "a\ud800", "\udc00a", "𠮷", "a\u0085", "a\u2028",
			"a\u202eb", "\u200b", "123456789012345678901234567890123" })
	void buildWhenDisplayAccountIsUnfitNamesIt(String account) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().contractDisplayAccount(account).build())
			.withMessageStartingWith("'contractDisplayAccount' ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "密", "a\n" })
	void buildWhenOpenidIsUnfitNamesItWithoutTheValue(String openid) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().openid(openid).build())
			.withMessageStartingWith("'openid' ");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().openid("x".repeat(129)).build())
			.withMessageNotContaining("xxx");
	}

	@Test
	@Tag("case-9")
	void buildWhenServiceIdIsNotPositiveFails() {
		for (long serviceId : new long[] { 0, -1, Long.MIN_VALUE }) {
			assertThatIllegalArgumentException().isThrownBy(() -> builder().serviceId(serviceId).build())
				.withMessage("'serviceId' must be positive");
			assertThatIllegalArgumentException().isThrownBy(() -> new PreEntrustSignDefaults(null, serviceId, null));
		}
		assertThat(builder().serviceId(Long.MAX_VALUE).build().serviceId()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void defaultsWhenUnfitNameTheField() {
		for (String notifyUrl : new String[] { "http://localhost?x=1 y", "https://yourapp.com/n?x=1" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new PreEntrustSignDefaults(null, null, notifyUrl))
				.withMessageStartingWith("'notifyUrl' ");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> new PreEntrustSignDefaults("wx 1", null, null))
			.withMessageStartingWith("'appid' ");
	}

	@Test
	void buildWhenSomethingIsMissingNamesIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> MiniProgramSignRequest.builder().build())
			.withMessage("'outContractCode' is missing");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MiniProgramSignRequest.builder().outContractCode("x").contractDisplayAccount("x").build())
			.withMessage("'openid' is missing");
		for (String appid : new String[] { "", "wx 1", "wx\"1", "x".repeat(33) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> builder().appid(appid).build())
				.withMessageStartingWith("'appid' ");
		}
	}

	@Test
	void toStringShowsNoPayer() {
		assertThat(builder().build().toString()).doesNotContain("oUpF8", "Blue bicycle");
		assertThat(builder().build()).isEqualTo(builder().build()).hasSameHashCodeAs(builder().build());
	}

	@Test
	@Tag("case-8")
	void sanitizeWhenNamesAreRandomMakesThemFit() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 100_000; i++) {
			StringBuilder name = new StringBuilder();
			for (int n = random.nextInt(80); n > 0; n--) {
				name.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(0x40)));
			}
			String account = DisplayAccounts.sanitize(name.toString(), "payer");
			assertThat(builder().contractDisplayAccount(account).build().contractDisplayAccount()).as("seed %d", seed)
				.isEqualTo(account);
		}
		assertThat(DisplayAccounts.sanitize("😀 Li\u0000 Lei 😀", "payer")).isEqualTo("Li Lei");
		assertThat(DisplayAccounts.sanitize("😀", "payer")).isEqualTo("payer");
		assertThatIllegalArgumentException().isThrownBy(() -> DisplayAccounts.sanitize("😀", "😀"));
	}

	@ParameterizedTest
	@Tag("case-8")
	@ValueSource(strings = { "", "😀", "👨\u200d👩\u200d👧", "👁\ufe0f\u200d🗨\ufe0f", "\u200b", "\u200d\ufe0f",
			"\ufeff", "\u202e", "\u2066\u2069", "\u3164\u3164", "\u2800", "\u00a0", "\u0301", "🇨🇳", "\u20e3" })
	void sanitizeWhenNothingVisibleIsLeftReturnsTheFallback(String name) {
		assertThat(DisplayAccounts.sanitize(name, "Member")).isEqualTo("Member");
		assertThatIllegalArgumentException().isThrownBy(() -> DisplayAccounts.sanitize(name, name));
		assertThatIllegalArgumentException().isThrownBy(() -> builder().contractDisplayAccount(name).build())
			.withMessageStartingWith("'contractDisplayAccount' ");
	}

	@ParameterizedTest
	@Tag("case-8")
	@CsvSource({ "Li👨\u200d👩\u200d👧Lei,LiLei", "❤\ufe0f,❤", "1\ufe0f\u20e3,1", "abc\u202etxt.exe,abctxt.exe",
			"Li\u200bLei,LiLei", "e\u0301,e\u0301", "蓝色🚲,蓝色" })
	void sanitizeWhenSomethingVisibleIsLeftReturnsIt(String name, String account) {
		assertThat(DisplayAccounts.sanitize(name, "Member")).isEqualTo(account);
	}

	@Test
	void sanitizeWhenNothingOfTheFirst32CharactersIsSeenReturnsTheFallback() {
		assertThat(DisplayAccounts.sanitize("\u3164".repeat(32) + "x", "Member")).isEqualTo("Member");
	}

	@ParameterizedTest
	@ValueSource(strings = { "❤\ufe0f", "می\u200cخواهم", "a\u200eb", "1\ufe0f\u20e3", "x\u00ad", "\ue415" })
	void buildWhenDisplayAccountIsOddButTakenByTheProtocolKeepsIt(String account) {
		assertThat(builder().contractDisplayAccount(account).build().contractDisplayAccount()).isEqualTo(account);
	}

	@Test
	void codeGeneratorMakesCodesThatFit() {
		OutContractCodeGenerator generator = OutContractCodeGenerator.random("shop1");
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			String code = generator.next();
			assertThat(code).matches("shop1[0-9A-Za-z]{27}");
			assertThat(seen.add(code)).isTrue();
		}
		assertThat(OutContractCodeGenerator.random("").next()).hasSize(32);
		for (String prefix : new String[] { "a-b", "a".repeat(17), "密" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> OutContractCodeGenerator.random(prefix));
		}
	}

	@Test
	void launchFactoriesHandTheSessionOver() {
		assertThat(MiniProgramLaunchFactory.EXTRA_DATA.create("wx1", "p", "a+b"))
			.isEqualTo(new MiniProgramLaunch("wx1", "p", Map.of("pre_entrustweb_id", "a+b")));
		assertThat(MiniProgramLaunchFactory.PATH_QUERY.create("wx1", "p", "a+b&c"))
			.isEqualTo(new MiniProgramLaunch("wx1", "p?pre_entrustweb_id=a%2Bb%26c", Map.of()));
		assertThat(MiniProgramLaunchFactory.PATH_QUERY.create("wx1", "p?x=1", "a").path())
			.isEqualTo("p?x=1&pre_entrustweb_id=a");
	}

	@Test
	void sessionsAreEqualByValue() {
		MiniProgramLaunch launch = new MiniProgramLaunch("wx1", "p", Map.of("k", "v"));
		MiniProgramSignSession one = new MiniProgramSignSession("id", "1900000109", null, 1, "c", "wx1", "p", launch,
				Instant.EPOCH);
		assertThat(one)
			.isEqualTo(new MiniProgramSignSession("id", "1900000109", null, 1, "c", "wx1", "p",
					new MiniProgramLaunch("wx1", "p", new HashMap<>(Map.of("k", "v"))), Instant.EPOCH))
			.isNotEqualTo(
					new MiniProgramSignSession("id", "1900000109", null, 2, "c", "wx1", "p", launch, Instant.EPOCH));
	}

	private static MiniProgramSignRequest.Builder builder() {
		return MiniProgramSignRequest.builder()
			.outContractCode("wxwtdk20200910100000")
			.contractDisplayAccount("Blue bicycle 17")
			.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
	}

}
