package io.github.wechatpaycontract.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ClientSettings} and {@link PoolSettings}.
 */
class ClientSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "PT-1S", "PT0S", "PT0.999S", "PT1H0.001S", "P365D" })
	void clockSkewWhenItProtectsFromNothingOrLetsNothingThroughFails(Duration clockSkew) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClientSettings.DEFAULT.withClockSkew(clockSkew))
			.withMessage("The clock skew must be 1 to 3600 seconds");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT7.001S", "PT30S", "PT0S" })
	void idleTimeWhenWechatPayClosesTheConnectionFirstFails(Duration idleTime) {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new PoolSettings(1, 1, Duration.ofSeconds(1), idleTime, PoolSettings.DEFAULT.maxLifeTime()))
			.withMessageContaining("idle time");
	}

	@Test
	void settingsWithOthersChangeNothingElse() {
		ClientSettings changed = ClientSettings.DEFAULT.withClockSkew(Duration.ofHours(1)).withMaxAnswerBytes(7);
		assertThat(changed.clockSkew()).hasHours(1);
		assertThat(changed.maxAnswerBytes()).isEqualTo(7);
		assertThat(changed.withClockSkew(ClientSettings.DEFAULT.clockSkew())
			.withMaxAnswerBytes(ClientSettings.DEFAULT.maxAnswerBytes())).isEqualTo(ClientSettings.DEFAULT);
		assertThat(new PoolSettings(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(1))
			.maxIdleTime()).hasSeconds(7);
	}

}
