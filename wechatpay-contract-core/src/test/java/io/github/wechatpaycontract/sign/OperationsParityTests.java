package io.github.wechatpaycontract.sign;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both styles have the same methods.
 */
class OperationsParityTests {

	@Test
	void blockingAndReactiveOperationsHaveTheSameMethods() {
		assertThat(signatures(ReactivePreEntrustSignOperations.class, true))
			.isEqualTo(signatures(PreEntrustSignOperations.class, false))
			.isNotEmpty();
	}

	@Test
	void templatesImplementTheirOperations() {
		assertThat(new PreEntrustSignTemplate((request) -> Mono.empty())).isInstanceOf(PreEntrustSignOperations.class);
		assertThat(ReactivePreEntrustSignOperations.class).isAssignableFrom(ReactivePreEntrustSignTemplate.class);
	}

	private static Map<String, String> signatures(Class<?> operations, boolean reactive) {
		Map<String, String> signatures = new TreeMap<>();
		for (Method method : operations.getMethods()) {
			String result = method.getGenericReturnType().getTypeName();
			if (reactive) {
				assertThat(method.getReturnType()).isEqualTo(Mono.class);
				result = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0].getTypeName();
			}
			signatures.put(
					method.getName()
							+ Arrays.toString(Arrays.stream(method.getParameters()).map(Parameter::toString).toArray()),
					result);
		}
		return signatures;
	}

}
