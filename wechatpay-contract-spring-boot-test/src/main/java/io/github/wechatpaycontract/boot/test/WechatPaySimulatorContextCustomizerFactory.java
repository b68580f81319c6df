package io.github.wechatpaycontract.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link AutoConfigureWechatPaySimulator} on a test class, its superclasses and the
 * classes around it.
 */
class WechatPaySimulatorContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureWechatPaySimulator annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureWechatPaySimulator.class);
		return (annotation != null)
				? new WechatPaySimulatorContextCustomizer(annotation.resends(), List.of(annotation.customizers()))
				: null;
	}

}
