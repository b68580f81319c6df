package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContractTests {

	private static final String PATH = "/v3/password-exempt-contract/contracts/service-id/12535/out-contract-code/";

	private static final String REMARK = "contract_termination_remark";

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.resendDelays());

	@RegisterExtension
	static final SimulatorExtension lenient = SimulatorExtension
		.with((builder) -> builder.unsignedContractsShown(true).anyPrepayIdAllowed(true).resendDelays());

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	private void sign(String code) {
		this.client.open(code);
		this.simulator.confirm(code);
	}

	private MerchantClient.Answered terminate(String code) {
		return this.client.post(PATH + code + "/terminate", Map.of(REMARK, "商户解约"));
	}

	private void assertRefused(MerchantClient.Answered answer, int status, String code, String field) {
		assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(status);
		assertThat(answer.at("/code")).isEqualTo(code);
		assertThat(answer.at("/detail/field")).isEqualTo(field);
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void queryAnswersForEveryMode(String id) {
		WechatPaySimulator simulator = lenient.simulator();
		MerchantClient client = new MerchantClient(simulator);
		ObjectNode request = Examples.request(id);
		client.post(Examples.uri(id), request);
		MerchantClient.Answered unsigned = client.get(Examples.uri("E9"));
		assertThat(unsigned.at("/contract_state")).isEqualTo("NOT_SIGNED");
		assertThat(Examples.members(unsigned.json())).doesNotContain("contract_id", "contract_signed_time",
				"contract_terminate_info");
		simulator.confirm("wxwtdk20200910100000");
		MerchantClient.Answered signed = client.get(Examples.uri("E9"));
		assertThat(Examples.members(signed.json())).containsAll(Examples.members(Examples.answer("E9")))
			.doesNotContain("sub_mchid", "contract_terminate_info");
		assertThat(signed.at("/openid")).isNotEmpty();
		assertThat(signed.json().path("sub_appid").textValue()).isEqualTo(request.path("sub_appid").textValue());
		assertThat(signed.json().path("sub_openid").textValue()).isEqualTo(request.path("sub_openid").textValue());
		assertThat(client.post(Examples.uri("E10"), Examples.request("E10")).json()).isEqualTo(Examples.answer("E10"));
		assertThat(client.get(Examples.uri("E9")).at("/contract_terminate_info/contract_termination_mode"))
			.isEqualTo("MCH_API_TERMINATE");
	}

	@Test
	void queryWhenNeverPreSignedOrNotSignedIsNotFound() {
		assertRefused(this.client.get(PATH + "code1"), 404, "RESOURCE_NOT_EXISTS", "");
		this.client.open("code1");
		assertRefused(this.client.get(PATH + "code1"), 404, "RESOURCE_NOT_EXISTS", "");
		this.simulator.abandon("code1");
		assertRefused(this.client.get(PATH + "code1"), 404, "RESOURCE_NOT_EXISTS", "");
	}

	@ParameterizedTest
	@CsvSource({ "12535,a-b,out_contract_code", "12535,%2e%2e,out_contract_code", "12535,a%2Fb,out_contract_code",
			"12535,a+b,out_contract_code", "abc,code1,service_id", "0,code1,service_id",
			"1234567890123456789,code1,service_id" })
	void queryWhenPathVariableIsWrongNamesIt(String serviceId, String code, String field) {
		for (String end : List.of("", "/terminate")) {
			String uri = "/v3/password-exempt-contract/contracts/service-id/" + serviceId + "/out-contract-code/" + code
					+ end;
			byte[] body = end.isEmpty() ? new byte[0] : ("{\"" + REMARK + "\":\"x\"}").getBytes(StandardCharsets.UTF_8);
			MerchantClient.Answered answer = MerchantClient
				.send(this.client.request(end.isEmpty() ? "GET" : "POST", uri, body).build());
			assertRefused(answer, 400, "PARAM_ERROR", field);
			assertThat(answer.at("/detail/location")).isEqualTo("path");
		}
	}

	@Test
	void queryWhenCodeIsPercentEncodedFindsIt() {
		sign("code1");
		assertThat(this.client.get(PATH + "%63ode1").at("/out_contract_code")).isEqualTo("code1");
	}

	@Test
	void queryWhenServiceIsNotTheMerchantsIsNoAuth() {
		sign("code1");
		assertRefused(this.client.get(PATH.replace("12535", "12536") + "code1"), 403, "NO_AUTH", "service_id");
	}

	@Test
	void queryWhenItHasAQueryOrABodyIsRefused() {
		sign("code1");
		assertThat(this.client.get(PATH + "code1?sub_mchid=1").status()).isEqualTo(404);
		assertRefused(
				MerchantClient
					.send(this.client.request("GET", PATH + "code1", "{}".getBytes(StandardCharsets.UTF_8)).build()),
				400, "INVALID_REQUEST", "");
	}

	@Test
	void terminateEndsTheContractOnce() {
		sign("code1");
		assertThat(terminate("code1").status()).isEqualTo(200);
		assertThat(this.simulator.session("code1")).get().satisfies((session) -> {
			assertThat(session.state()).isEqualTo(SessionState.TERMINATED);
			assertThat(session.termination()).isNotNull().satisfies((termination) -> {
				assertThat(termination.mode()).isEqualTo("MCH_API_TERMINATE");
				assertThat(termination.remark()).isEqualTo("商户解约");
			});
		});
		assertThat(this.client.get(PATH + "code1").at("/contract_state")).isEqualTo("TERMINATED");
		assertRefused(terminate("code1"), 400, "INVALID_REQUEST", "out_contract_code");
		assertRefused(this.client.open("code1"), 400, "INVALID_REQUEST", "/out_contract_code");
	}

	@Test
	void terminateWhenNotInForceIsInvalidRequest() {
		assertRefused(terminate("code1"), 404, "RESOURCE_NOT_EXISTS", "");
		this.client.open("code1");
		assertRefused(terminate("code1"), 400, "INVALID_REQUEST", "out_contract_code");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"contract_termination_remark\":\"\"}", "{\"contract_termination_remark\":1}",
			"{\"contract_termination_remark\":null}", "{\"contract_termination_remark\":\"\\ud83d\\ude00\"}" })
	void terminateWhenRemarkIsWrongIsParamError(String body) {
		sign("code1");
		assertRefused(MerchantClient
			.send(this.client.request("POST", PATH + "code1/terminate", body.getBytes(StandardCharsets.UTF_8)).build()),
				400, "PARAM_ERROR", "/" + REMARK);
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.SIGNED);
	}

	@Test
	void terminateWhenRemarkIsTooLongIsParamError() {
		sign("code1");
		assertRefused(this.client.post(PATH + "code1/terminate", Map.of(REMARK, "微".repeat(257))), 400, "PARAM_ERROR",
				"/" + REMARK);
		assertThat(this.client.post(PATH + "code1/terminate", Map.of(REMARK, "微".repeat(256))).status()).isEqualTo(200);
	}

}
