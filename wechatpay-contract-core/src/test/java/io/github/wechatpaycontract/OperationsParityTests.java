package io.github.wechatpaycontract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractOperations;
import io.github.wechatpaycontract.contract.ContractTemplate;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.ledger.StoredContractLedger;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ContractOrderTemplate;
import io.github.wechatpaycontract.order.ReactiveContractOrderOperations;
import io.github.wechatpaycontract.order.ReactiveContractOrderTemplate;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactiveSignScenes;
import io.github.wechatpaycontract.sign.SignScenes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both styles of every template have the same methods, parameters and results.
 */
class OperationsParityTests {

	static Stream<Arguments> pairs() {
		return Stream.of(Arguments.of(SignScenes.class, ReactiveSignScenes.class),
				Arguments.of(PreEntrustSignOperations.class, ReactivePreEntrustSignOperations.class),
				Arguments.of(PreEntrustSignTemplate.class, ReactivePreEntrustSignTemplate.class),
				Arguments.of(ContractOperations.class, ReactiveContractOperations.class),
				Arguments.of(ContractTemplate.class, ReactiveContractTemplate.class),
				Arguments.of(ContractOrderOperations.class, ReactiveContractOrderOperations.class),
				Arguments.of(ContractOrderTemplate.class, ReactiveContractOrderTemplate.class),
				Arguments.of(WechatPayClient.class, ReactiveWechatPayClient.class),
				Arguments.of(SecurityEcho.class, ReactiveSecurityEcho.class),
				Arguments.of(ContractLedger.class, ReactiveContractLedger.class),
				Arguments.of(StoredContractLedger.class, ReactiveContractLedger.class));
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void bothStylesHaveTheSameMethods(Class<?> blocking, Class<?> reactive) {
		assertThat(signatures(reactive)).isEqualTo(signatures(blocking)).isNotEmpty();
	}

	private static Map<String, String> signatures(Class<?> type) {
		Map<String, String> signatures = new TreeMap<>();
		for (Method method : type.getDeclaredMethods()) {
			if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
				signatures.put(method.getName() + Arrays.toString(method.getGenericParameterTypes()),
						result(method.getGenericReturnType()));
			}
		}
		return signatures;
	}

	/**
	 * {@code Mono<T>}, {@code Optional<T>} and {@code T} say the same, as do the views,
	 * and {@code Flux<T>} and {@code List<T>}.
	 */
	private static String result(Type type) {
		return type.getTypeName()
			.replace(".Reactive", ".")
			.replaceFirst("^(reactor.core.publisher.Mono|java.util.Optional)<(.*)>$", "$2")
			.replace("reactor.core.publisher.Flux<", "java.util.List<")
			.replace("java.lang.Void", "void");
	}

}
