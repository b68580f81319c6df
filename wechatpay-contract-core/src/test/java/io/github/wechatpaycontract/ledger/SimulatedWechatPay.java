package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTermination;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.TestNotifications;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What WeChat Pay knows of contracts, and how it answers queries: truly, not at all, or
 * with an error that proves nothing.
 */
final class SimulatedWechatPay implements ReactiveContractOperations {

	private final Map<String, Truth> truths = new LinkedHashMap<>();

	private final Random random;

	private final Supplier<Instant> now;

	private final BooleanSupplier failing;

	SimulatedWechatPay(Random random, Supplier<Instant> now, BooleanSupplier failing) {
		this.random = random;
		this.now = now;
		this.failing = failing;
	}

	Map<String, Truth> truths() {
		return this.truths;
	}

	/** A session lives two hours; opened again, it lives anew. */
	boolean preSign(String code, String openid) {
		Truth truth = this.truths.computeIfAbsent(code, (absent) -> new Truth(code, openid));
		if (truth.signedAt != null) {
			return false;
		}
		truth.sessionEnds = this.now.get().plus(QuerySchedule.SESSION);
		return true;
	}

	boolean sign(String code) {
		Truth truth = this.truths.get(code);
		if (truth == null || truth.signedAt != null || !this.now.get().isBefore(truth.sessionEnds)) {
			return false;
		}
		truth.signedAt = this.now.get();
		return true;
	}

	boolean terminate(String code, ContractTerminationMode mode) {
		Truth truth = this.truths.get(code);
		if (truth == null || truth.signedAt == null || truth.terminatedAt != null) {
			return false;
		}
		truth.terminatedAt = this.now.get();
		truth.mode = mode;
		return true;
	}

	ContractNotification notification(String code, boolean ended, String id) {
		Truth truth = this.truths.get(code);
		Map<String, Object> plaintext = new LinkedHashMap<>();
		plaintext.put("mchid", SimulatedWorld.MCHID);
		plaintext.put("appid", SimulatedWorld.APPID);
		plaintext.put("openid", truth.openid);
		plaintext.put("service_id", SimulatedWorld.SERVICE_ID);
		plaintext.put("out_contract_code", code);
		plaintext.put("contract_id", truth.contractId());
		plaintext.put("contract_state", ended ? "TERMINATED" : "SIGNED");
		plaintext.put("contract_signed_time", at(truth.signedAt).toString());
		if (ended) {
			plaintext.put("contract_terminate_info", Map.of("contract_termination_mode", truth.mode.name(),
					"contract_terminated_time", at(truth.terminatedAt).toString()));
		}
		return TestNotifications.of(SimulatedWorld.MCHID, id, ended ? "ENTRUST.TERMINATE" : "ENTRUST.SIGN", plaintext);
	}

	@Override
	public Mono<Contract> find(long serviceId, String code) {
		return Mono.defer(() -> answered() ? Mono.justOrEmpty(view(code)) : unanswered());
	}

	@Override
	public Mono<Contract> get(long serviceId, String code) {
		return find(serviceId, code).switchIfEmpty(Mono.error(() -> new IllegalStateException("404")));
	}

	@Override
	public Mono<Void> terminate(long serviceId, String code, String remark) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Contract> terminateAndConfirm(long serviceId, String code, String remark) {
		return get(serviceId, code).flatMap((contract) -> {
			if (contract.isSigned()) {
				terminate(code, ContractTerminationMode.MCH_API_TERMINATE);
			}
			return get(serviceId, code);
		});
	}

	private boolean answered() {
		return !this.failing.getAsBoolean();
	}

	/** Neither of them moves anything. */
	private Mono<Contract> unanswered() {
		return Mono.error(() -> switch (this.random.nextInt(3)) {
			case 0 -> new IllegalStateException("no answer came");
			case 1 -> new IllegalStateException("404 without a signature");
			default -> new IllegalStateException("500");
		});
	}

	private @Nullable Contract view(String code) {
		Truth truth = this.truths.get(code);
		if (truth == null || (truth.signedAt == null && this.random.nextBoolean())) {
			return null;
		}
		ContractState state = (truth.signedAt == null) ? ContractState.NOT_SIGNED
				: (truth.terminatedAt == null) ? ContractState.SIGNED : ContractState.TERMINATED;
		ContractTermination termination = (truth.terminatedAt != null)
				? new ContractTermination(truth.mode, truth.mode.name(), at(truth.terminatedAt), "gone") : null;
		return new Contract(SimulatedWorld.MCHID, (truth.signedAt != null) ? truth.contractId() : null,
				SimulatedWorld.APPID, truth.openid, null, null, SimulatedWorld.SERVICE_ID, code, "a bicycle", state,
				state.name(), (truth.signedAt != null) ? at(truth.signedAt) : null, termination);
	}

	private static OffsetDateTime at(Instant time) {
		return time.atOffset(ZoneOffset.ofHours(8));
	}

	/**
	 * A contract as it really is.
	 */
	static final class Truth {

		final String code;

		final String openid;

		Instant sessionEnds = Instant.MIN;

		@Nullable Instant signedAt;

		@Nullable Instant terminatedAt;

		@Nullable ContractTerminationMode mode;

		Truth(String code, String openid) {
			this.code = code;
			this.openid = openid;
		}

		String contractId() {
			return "id" + this.code;
		}

		LedgerState state() {
			if (this.signedAt == null) {
				return LedgerState.EXPIRED;
			}
			return (this.terminatedAt == null) ? LedgerState.SIGNED : LedgerState.TERMINATED;
		}

	}

}
