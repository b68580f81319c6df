package io.github.wechatpaycontract;

import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiErrorCode}.
 */
class ApiErrorCodeTests {

	@Test
	void ofWhenTextIsANameReturnsIt() {
		assertThat(EnumSet.allOf(ApiErrorCode.class)).allMatch((code) -> ApiErrorCode.of(code.name()) == code);
	}

	@ParameterizedTest
	@CsvSource({ "NOT_FOUND,RESOURCE_NOT_EXISTS", "ORDER_NOT_EXIST,RESOURCE_NOT_EXISTS",
			"CONTRACT_NOT_EXISTS,CONTRACT_NOT_EXIST", "RESOURCE_ALREADY_EXISTS,ALREADY_EXISTS",
			"RATELIMIT_EXCEED,RATELIMIT_EXCEEDED", "RATE_LIMITED,RATELIMIT_EXCEEDED",
			"FREQUENCY_LIMITED,RATELIMIT_EXCEEDED" })
	void ofWhenTextIsAnotherSpellingReturnsTheSame(String text, ApiErrorCode code) {
		assertThat(ApiErrorCode.of(text)).isEqualTo(code);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "param_error", " PARAM_ERROR", "SOMETHING_NEW" })
	void ofWhenTextIsAnythingElseIsUnrecognized(String text) {
		assertThat(ApiErrorCode.of(text)).isEqualTo(ApiErrorCode.UNRECOGNIZED);
	}

}
