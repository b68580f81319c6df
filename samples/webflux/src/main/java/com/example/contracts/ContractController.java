package com.example.contracts;

import java.net.URI;
import java.time.Instant;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.sign.MiniProgramLaunch;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

/**
 * What the mini program calls, and the script of the cabinet's page.
 * <p>
 * Nobody logs in here: the openid is believed as the client names it, and whoever knows a
 * contract's number sees and ends the contract. A real shop takes the openid from its own
 * session, see {@link Payer}, and answers for that payer's contracts only.
 */
@RestController
@RequestMapping("/api/contracts")
class ContractController {

	private final ReactiveContractLedger ledger;

	private final LiveContracts live;

	ContractController(ReactiveContractLedger ledger, LiveContracts live) {
		this.ledger = ledger;
		this.live = live;
	}

	@PostMapping
	Mono<ResponseEntity<Opened>> open(@RequestBody Open body) {
		return this.ledger
			.open((contract) -> contract.openid(body.openid()).contractDisplayAccount(body.displayAccount()))
			.map((session) -> ResponseEntity.created(URI.create("/api/contracts/" + session.outContractCode()))
				.body(new Opened(session.outContractCode(), session.launch(), session.expiresAt())));
	}

	@GetMapping("/{outContractCode}")
	Mono<Contract> get(@PathVariable String outContractCode) {
		return this.ledger.find(outContractCode)
			.map(Contract::of)
			.switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such contract")));
	}

	@GetMapping
	Flux<Contract> ofPayer(@RequestParam String openid) {
		return this.ledger.findByOpenid(openid).map(Contract::of);
	}

	/** The payer is back in our mini program: ask now instead of waiting. */
	@PostMapping("/{outContractCode}/refresh")
	Mono<Contract> refresh(@PathVariable String outContractCode) {
		return get(outContractCode).then(this.ledger.refresh(outContractCode)).map(Contract::of);
	}

	/** The contract now and whenever it moves; nginx is asked not to hold that back. */
	@GetMapping(path = "/{outContractCode}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Mono<ResponseEntity<Flux<ServerSentEvent<Contract>>>> events(@PathVariable String outContractCode) {
		return get(outContractCode).map((contract) -> ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.header("X-Accel-Buffering", "no")
			.body(this.live.watch(outContractCode)));
	}

	@DeleteMapping("/{outContractCode}")
	Mono<Contract> terminate(@PathVariable String outContractCode) {
		return get(outContractCode).then(this.ledger.terminate(outContractCode, "The payer asked for it"))
			.map(Contract::of);
	}

	@ExceptionHandler
	ProblemDetail handle(InvalidFieldException ex) {
		return BadInput.of(ex);
	}

	@ExceptionHandler
	ProblemDetail handle(ServerWebInputException ex) {
		return BadInput.unreadable(ex);
	}

	@ExceptionHandler
	ProblemDetail handle(WechatPayException ex) {
		return ProblemDetail.forStatusAndDetail(
				ex.isRetryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY,
				"WeChat Pay could not be reached, or refused");
	}

	record Open(String openid, String displayAccount) {

	}

	record Opened(String outContractCode, MiniProgramLaunch launch, Instant expiresAt) {

	}

}
