package io.github.wechatpaycontract.boot.test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which tests share a simulator, and when it is closed.
 */
class SimulatorLifecycleTests {

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@Test
	void equalAnnotationsShareAContext() {
		assertThat(contextOf(One.class)).isSameAs(contextOf(Same.class)).isSameAs(contextOf(One.Inner.class));
	}

	@Test
	void otherCustomizersHaveAContextAndASimulatorOfTheirOwn() {
		WechatPaySimulator one = contextOf(One.class).getBean(WechatPaySimulator.class);
		WechatPaySimulator other = contextOf(Other.class).getBean(WechatPaySimulator.class);
		assertThat(other).isNotSameAs(one);
		assertThat(other.port()).isNotEqualTo(one.port());
		assertThat(other.merchant().mchid()).isEqualTo("1900000999");
	}

	@Test
	void withoutAnnotationThereIsNoSimulator() {
		assertThat(contextOf(Without.class).getBeanNamesForType(WechatPaySimulator.class)).isEmpty();
	}

	@Test
	void simulatorIsClosedWithItsContext() throws IOException {
		TestContext test = new TestContextManager(Closing.class).getTestContext();
		int port = test.getApplicationContext().getBean(WechatPaySimulator.class).port();
		try (Socket open = new Socket("127.0.0.1", port)) {
			assertThat(open.isConnected()).isTrue();
		}
		test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
	}

	@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureWechatPaySimulator
	static class One {

		/**
		 * As JUnit's nested classes, which inherit what stands around them.
		 */
		class Inner {

		}

	}

	@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureWechatPaySimulator
	static class Same {

	}

	@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureWechatPaySimulator(customizers = OtherMerchant.class)
	static class Other {

	}

	@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE, properties = "closing=true")
	@AutoConfigureWechatPaySimulator
	static class Closing {

	}

	@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.NONE)
	static class Without {

	}

	static class OtherMerchant implements WechatPaySimulatorCustomizer {

		@Override
		public void customize(WechatPaySimulatorBuilder builder) {
			builder.merchant(SimulatedMerchant.builder().mchid("1900000999").build());
		}

	}

}
