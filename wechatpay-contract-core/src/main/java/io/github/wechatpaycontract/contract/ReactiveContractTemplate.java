package io.github.wechatpaycontract.contract;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.wechatpaycontract.ApiErrorCode;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.UriTemplate;
import io.github.wechatpaycontract.text.FieldRules;
import reactor.core.publisher.Mono;

/**
 * Queries and ends contracts over a {@link SignedExchange}.
 */
public final class ReactiveContractTemplate implements ReactiveContractOperations {

	private static final String CONTRACT = "/v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}";

	private static final Set<ApiErrorCode> ABSENT = EnumSet.of(ApiErrorCode.CONTRACT_NOT_EXIST,
			ApiErrorCode.RESOURCE_NOT_EXISTS);

	private final SignedExchange exchange;

	/**
	 * Creates the template.
	 * @param exchange what signs, sends and verifies
	 */
	public ReactiveContractTemplate(SignedExchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public Mono<Contract> get(long serviceId, String outContractCode) {
		return Mono.defer(
				() -> this.exchange.exchange(ApiRequest.get(path(serviceId, outContractCode)).withTemplate(CONTRACT)))
			.map((answer) -> contract(answer, outContractCode));
	}

	@Override
	public Mono<Contract> find(long serviceId, String outContractCode) {
		return get(serviceId, outContractCode).onErrorResume(WechatPayApiException.class,
				(ex) -> isAbsent(ex) ? Mono.empty() : Mono.error(ex));
	}

	private static boolean isAbsent(WechatPayApiException ex) {
		boolean refusal = ex.getStatus() >= 400 && ex.getStatus() < 500;
		return ex.isVerified() && (ex.getStatus() == 404 || (refusal && ABSENT.contains(ex.getErrorCode())));
	}

	@Override
	public Mono<Void> terminate(long serviceId, String outContractCode, String remark) {
		return Mono.defer(() -> terminate(serviceId, outContractCode, new TerminateRequest(remark)));
	}

	private Mono<Void> terminate(long serviceId, String outContractCode, TerminateRequest request) {
		return this.exchange
			.exchange(ApiRequest.post(path(serviceId, outContractCode) + "/terminate", request, List.of())
				.withTemplate(CONTRACT + "/terminate"))
			.doOnNext((answer) -> requireEcho(answer, serviceId, outContractCode))
			.then();
	}

	@Override
	public Mono<Contract> terminateAndConfirm(long serviceId, String outContractCode, String remark) {
		return Mono.defer(() -> {
			TerminateRequest request = new TerminateRequest(remark);
			Mono<Contract> query = get(serviceId, outContractCode);
			return query.flatMap((contract) -> contract.isSigned()
					? confirm(terminate(serviceId, outContractCode, request), query) : Mono.just(contract));
		});
	}

	private static Mono<Contract> confirm(Mono<Void> termination, Mono<Contract> query) {
		return termination.then(Mono.<Contract>empty())
			.onErrorResume(WechatPayException.class, (ex) -> unlessSigned(query, ex))
			.switchIfEmpty(query);
	}

	/** It may have taken effect, or somebody else may have ended the contract. */
	private static Mono<Contract> unlessSigned(Mono<Contract> query, WechatPayException failure) {
		return query.onErrorMap(WechatPayException.class, (ex) -> {
			failure.addSuppressed(ex);
			return failure;
		}).filter((contract) -> !contract.isSigned()).switchIfEmpty(Mono.error(failure));
	}

	private static String path(long serviceId, String outContractCode) {
		FieldRules.serviceId("serviceId", serviceId);
		FieldRules.outContractCode("outContractCode", FieldRules.required("outContractCode", outContractCode));
		return UriTemplate.path(CONTRACT.replace("{service_id}", Long.toString(serviceId)),
				Collections.singletonMap("out_contract_code", outContractCode));
	}

	private static Contract contract(ApiAnswer answer, String outContractCode) {
		Contract contract = answer.read(ContractReader::read);
		answer.requireEcho("out_contract_code", outContractCode, contract.outContractCode());
		return contract;
	}

	private void requireEcho(ApiAnswer answer, long serviceId, String outContractCode) {
		answer.read((json) -> {
			answer.requireEcho("mchid", this.exchange.mchid(), json.text("mchid"));
			answer.requireEcho("service_id", serviceId, json.integer("service_id"));
			answer.requireEcho("out_contract_code", outContractCode, json.text("out_contract_code"));
			return outContractCode;
		});
	}

	/**
	 * The body of a termination.
	 *
	 * @param contractTerminationRemark why
	 */
	private record TerminateRequest(String contractTerminationRemark) {

		TerminateRequest {
			FieldRules.text("remark", FieldRules.required("remark", contractTerminationRemark), 256);
		}

	}

}
