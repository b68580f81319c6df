package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Templates that call the simulator. No exception may tell who the payer is.
 */
abstract class AbstractPreEntrustSignTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	static final Duration LIMIT = Duration.ofSeconds(10);

	static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	static final PreEntrustSignDefaults DEFAULTS = new PreEntrustSignDefaults("wxd678efh567hg6787", 12535L,
			"https://yourapp.com/notify");

	final WechatPaySimulator simulator = extension.simulator();

	SignedExchange exchange;

	ReactivePreEntrustSignTemplate reactive;

	PreEntrustSignTemplate template;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl());
		this.reactive = reactive(this.exchange, Clock.systemUTC());
		this.template = new PreEntrustSignTemplate(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	final void next(AnswerFault fault) {
		this.simulator.answers().next(fault);
	}

	final ReceivedRequest received() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	final <X extends WechatPayException> void fails(Class<X> type, Consumer<X> check) {
		fails(type, request("wxwtdk20200910100000"), check);
	}

	final <X extends WechatPayException> void fails(Class<X> type, MiniProgramSignRequest request, Consumer<X> check) {
		fails(type, this.reactive, request, check);
	}

	static <X extends WechatPayException> void fails(Class<X> type, ReactivePreEntrustSignTemplate template,
			MiniProgramSignRequest request, Consumer<X> check) {
		StepVerifier.create(template.miniProgram(request)).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOfSatisfying(type, check);
			assertThat(ex.toString()).doesNotContain(OPENID, "微信代扣用户A", TestPlatform.API_V3_KEY);
		}).verify(LIMIT);
	}

	static ReactivePreEntrustSignTemplate reactive(SignedExchange exchange, Clock clock) {
		return new ReactivePreEntrustSignTemplate(exchange, DEFAULTS, MiniProgramLaunchFactory.EXTRA_DATA, clock);
	}

	static MiniProgramSignRequest request(String outContractCode) {
		return MiniProgramSignRequest.builder()
			.outContractCode(outContractCode)
			.contractDisplayAccount("微信代扣用户A")
			.openid(OPENID)
			.build();
	}

}
