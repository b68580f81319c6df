package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.github.wechatpaycontract.simulator.Rule.required;

/**
 * Query and termination by the merchant's contract number, for all four modes.
 */
final class ContractApi {

	private static final String PATH = "/v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}";

	private static final String CODE = "out_contract_code";

	private static final String INVALID = "INVALID_REQUEST";

	private static final Rule TERMINATION = required("contract_termination_remark", Kind.text(256));

	private final Sessions sessions;

	private final ContractView view;

	private final boolean unsignedShown;

	ContractApi(Sessions sessions, ContractView view, boolean unsignedShown) {
		this.sessions = sessions;
		this.view = view;
		this.unsignedShown = unsignedShown;
	}

	List<Route> routes() {
		return List.of(Route.of("GET", PATH, this::query), Route.of("POST", PATH + "/terminate", this::terminate));
	}

	private Map<String, Object> query(Call call) throws Refusal {
		if (call.request().body().length != 0) {
			throw new Refusal(400, INVALID, "a query has no body");
		}
		SimulatedSession session = find(call);
		return switch (session.state()) {
			case SIGNED, TERMINATED -> this.view.query(session, session.state().name());
			default -> {
				if (!this.unsignedShown) {
					throw missing();
				}
				yield this.view.query(session, "NOT_SIGNED");
			}
		};
	}

	private Map<String, Object> terminate(Call call) throws Refusal {
		String remark = call.body(TERMINATION).path("contract_termination_remark").asText();
		SimulatedSession session = find(call);
		try {
			this.sessions.terminate(session, "MCH_API_TERMINATE", remark);
		}
		catch (IllegalStateException ex) {
			throw Refusal.of(400, INVALID, "协议不是生效状态", CODE, session.outContractCode(), "not in force", "path");
		}
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("mchid", session.mchid());
		answer.put("service_id", session.serviceId());
		answer.put(CODE, session.outContractCode());
		return answer;
	}

	private SimulatedSession find(Call call) throws Refusal {
		String serviceId = call.variable("service_id", "[1-9][0-9]{0,17}", "not a positive integer");
		String code = call.variable(CODE, "[0-9A-Za-z]{1,32}", "not 1 to 32 letters and digits");
		call.ownService(Long.parseLong(serviceId), "service_id", "path");
		return this.sessions.find(call.account().mchid(), code).orElseThrow(ContractApi::missing);
	}

	private static Refusal missing() {
		return new Refusal(404, "RESOURCE_NOT_EXISTS", "协议不存在");
	}

}
