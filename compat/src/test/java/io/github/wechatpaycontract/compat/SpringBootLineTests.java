package io.github.wechatpaycontract.compat;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proves that the class path holds the Spring Boot line this module claims to test.
 */
class SpringBootLineTests {

	@Test
	void versionIsThatOfTheLine() {
		assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("compat.spring-boot.version"));
	}

}
