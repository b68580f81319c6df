package io.github.wechatpaycontract.simulator.junit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatorExtensionTests {

	private static final Set<WechatPaySimulator> OF_CLASS = ConcurrentHashMap.newKeySet();

	private static final Set<WechatPaySimulator> OF_TEST = ConcurrentHashMap.newKeySet();

	@RegisterExtension
	static final SimulatorExtension ofClass = new SimulatorExtension();

	@RegisterExtension
	final SimulatorExtension ofTest = SimulatorExtension.with((builder) -> builder.recordLimit(1));

	@Test
	void extensionsOfOneJvmShareTheMerchant() {
		SimulatedMerchant merchant = ofClass.simulator().merchant();
		assertThat(this.ofTest.simulator().merchant()).isSameAs(merchant);
		assertThat(this.ofTest.simulator()).isNotSameAs(ofClass.simulator());
	}

	@Test
	void merchantsThatAreAddedTakeThePlaceOfTheSharedOne() {
		SimulatedMerchant shared = ofClass.simulator().merchant();
		SimulatedMerchant first = SimulatedMerchant.builder()
			.mchid("1900000110")
			.privateKeyPem(shared.privateKeyPem())
			.platformPrivateKeyPem(shared.platformPrivateKeyPem())
			.build();
		SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.merchant(first).merchant(shared));
		try (WechatPaySimulator simulator = extension.simulator()) {
			assertThat(simulator.merchants()).containsExactly(first, shared);
		}
	}

	/**
	 * Each run leaves faults behind, and none meets those of the run before.
	 */
	@RepeatedTest(2)
	void simulatorOfClassIsTheSameAndResetBetweenTests() throws Exception {
		WechatPaySimulator simulator = ofClass.simulator();
		OF_CLASS.add(simulator);
		assertThat(OF_CLASS).hasSize(1);
		HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/x")).build();
		assertThat(simulator.requests()).isEmpty();
		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
			.isEqualTo(401);
		simulator.answers().always(AnswerFault.noContent());
	}

	@RepeatedTest(2)
	void simulatorOfTestIsAnotherForEachTest() {
		assertThat(OF_TEST.add(this.ofTest.simulator())).isTrue();
	}

	@Nested
	class Inner {

		@Test
		void simulatorOfClassStillRuns() {
			OF_CLASS.add(ofClass.simulator());
			assertThat(OF_CLASS).hasSize(1);
		}

	}

}
