package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ApiRequest}.
 */
class ApiRequestTests {

	@ParameterizedTest
	@Tag("case-2")
	@ValueSource(strings = { "", "v3", "https://api.mch.weixin.qq.com/v3", "/v3/a b", "/v3/a#f", "/v3/密",
			"/v3/a\r\nX: y", "/v3/a\n", "/v3/\u0000", "/v3/a\\b", "/v3/\"", "/v3/<x>", "/v3/a\t", "/v3/😀",
			"/v3/\u007f", "/v3/{id}" })
	void getWhenPathIsNotEncodedFails(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiRequest.get(path))
			.withMessage("Path and query must be percent-encoded and start with '/'");
	}

	@Test
	@Tag("case-2")
	void getWhenPathsAreRandomAcceptsVisibleAsciiOnly() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 100_000; i++) {
			StringBuilder path = new StringBuilder("/");
			for (int n = random.nextInt(30); n > 0; n--) {
				path.appendCodePoint((random.nextInt(20) == 0) ? random.nextInt(0x11000) : 33 + random.nextInt(94));
			}
			boolean allowed = path.chars().allMatch((c) -> c > ' ' && c <= '~' && "#\\\"<>^`{|}".indexOf(c) == -1);
			boolean accepted;
			try {
				accepted = ApiRequest.get(path.toString()).pathAndQuery().contentEquals(path);
			}
			catch (IllegalArgumentException ex) {
				accepted = false;
			}
			if (accepted != allowed) {
				throw new AssertionError("seed " + seed + ": " + path);
			}
		}
	}

	@Test
	void toStringShowsNoBody() {
		assertThat(ApiRequest.post("/v3/x", Map.of("openid", "canary"), List.of("canary")))
			.hasToString("POST /v3/x (19 bytes)");
	}

}
