package io.github.wechatpaycontract.boot.test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Clocks of the application's own stay what they are.
 */
class OwnClockTests {

	private static final Clock OWN = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@Test
	void clockOfTheStartersNameIsKept() {
		assertThat(contextOf(StartersName.class).getBean("wechatPayClock")).isSameAs(OWN);
	}

	@Test
	void anyOtherClockIsStillInjectedByItsType() {
		assumeTrue(new BeanWrapperImpl(RootBeanDefinition.class).isWritableProperty("defaultCandidate"),
				"Spring Framework 6.2 or later");
		ApplicationContext context = contextOf(OtherName.class);
		assertThat(context.getBean(Hours.class).clock()).isSameAs(OWN);
		assertThat(context.getBean("wechatPayClock")).isNotSameAs(OWN);
	}

	@SpringBootTest(webEnvironment = WebEnvironment.NONE)
	@AutoConfigureWechatPaySimulator
	static class StartersName {

		@Configuration(proxyBeanMethods = false)
		@EnableAutoConfiguration
		static class Shop {

			@Bean
			Clock wechatPayClock() {
				return OWN;
			}

		}

	}

	@SpringBootTest(webEnvironment = WebEnvironment.NONE)
	@AutoConfigureWechatPaySimulator
	static class OtherName {

		@Configuration(proxyBeanMethods = false)
		@EnableAutoConfiguration
		static class Shop {

			@Bean
			Clock shopClock() {
				return OWN;
			}

			@Bean
			Hours hours(Clock time) {
				return new Hours(time);
			}

		}

	}

	record Hours(Clock clock) {

	}

}
