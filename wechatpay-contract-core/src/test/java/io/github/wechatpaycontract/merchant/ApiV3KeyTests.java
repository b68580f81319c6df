package io.github.wechatpaycontract.merchant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ApiV3Key}.
 */
class ApiV3KeyTests {

	@ParameterizedTest
	@Tag("case-149")
	@ValueSource(strings = { "", "Vec0ApiV3Key0ForTests0Only01234", "Vec0ApiV3Key0ForTests0Only0123456",
			"Vec0ApiV3Key0ForTests0Only01234é", "密密密密密密密密密密密密密密密密密密密密密密密密密密密密密密密密",
			"Vec0ApiV3Key0ForTests0Only012345\n" })
	void ofWhenLengthIsNot32BytesTellsTheLengthOnly(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiV3Key.of(text))
			.withMessageMatching("The APIv3 key must be 32 bytes long but is [0-9]+; the key of APIv2 is another one")
			.withNoCause();
	}

	@ParameterizedTest
	@Tag("case-149")
	@ValueSource(strings = { "Vec0ApiV3Key0ForTests0Only01234\n", "Vec0ApiV3Key0 ForTests0Only01234",
			"Vec0ApiV3Key0ForTests0Only0123\u00e9", "${WECHATPAY_API_V3_KEY_OF_TAXIS}",
			"Vec0ApiV3Key0ForTests0Only01234-", "Vec0ApiV3Key0ForTests0Only01234\u0000" })
	void ofWhenItHoldsOtherCharactersTellsNone(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiV3Key.of(text))
			.withMessage("The APIv3 key must be 32 letters and digits, without blanks")
			.withNoCause();
	}

	@Test
	void toStringShowsNothing() {
		assertThat(ApiV3Key.of("Vec0ApiV3Key0ForTests0Only012345")).hasToString("ApiV3Key[****]");
	}

}
