package io.github.wechatpaycontract.boot.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a test sets a property, it counts more than the simulator's.
 */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE,
		args = "--wechatpay.contract.service-id=71")
@ActiveProfiles("production")
@TestPropertySource(locations = "classpath:own.properties")
@AutoConfigureWechatPaySimulator
class TestOwnPropertiesTests {

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("wechatpay.contract.notify-url", () -> "http://localhost/own");
	}

	@Test
	void propertiesOfTheTestCount(@Value("${wechatpay.contract.service-id}") String argument,
			@Value("${wechatpay.contract.appid}") String file,
			@Value("${wechatpay.contract.notify-url}") String dynamic) {
		assertThat(argument).isEqualTo("71");
		assertThat(file).isEqualTo("wx0000000000000072");
		assertThat(dynamic).isEqualTo("http://localhost/own");
	}

}
