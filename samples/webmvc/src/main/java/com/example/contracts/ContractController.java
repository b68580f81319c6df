package com.example.contracts;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.sign.MiniProgramLaunch;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

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

	private final ContractLedger ledger;

	private final LiveContracts live;

	ContractController(ContractLedger ledger, LiveContracts live) {
		this.ledger = ledger;
		this.live = live;
	}

	@PostMapping
	ResponseEntity<Opened> open(@RequestBody Open body) {
		MiniProgramSignSession session = this.ledger
			.open((contract) -> contract.openid(body.openid()).contractDisplayAccount(body.displayAccount()));
		return ResponseEntity.created(URI.create("/api/contracts/" + session.outContractCode()))
			.body(new Opened(session.outContractCode(), session.launch(), session.expiresAt()));
	}

	@GetMapping("/{outContractCode}")
	Contract get(@PathVariable String outContractCode) {
		return this.ledger.find(outContractCode).map(Contract::of).orElseThrow(ContractController::unknown);
	}

	@GetMapping
	List<Contract> ofPayer(@RequestParam String openid) {
		return this.ledger.findByOpenid(openid).stream().map(Contract::of).toList();
	}

	/** The payer is back in our mini program: ask now instead of waiting. */
	@PostMapping("/{outContractCode}/refresh")
	Contract refresh(@PathVariable String outContractCode) {
		get(outContractCode);
		return Contract.of(this.ledger.refresh(outContractCode));
	}

	/** The contract now and whenever it moves; nginx is asked not to hold that back. */
	@GetMapping(path = "/{outContractCode}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events(@PathVariable String outContractCode) {
		get(outContractCode);
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.header("X-Accel-Buffering", "no")
			.body(this.live.watch(outContractCode));
	}

	@DeleteMapping("/{outContractCode}")
	Contract terminate(@PathVariable String outContractCode) {
		get(outContractCode);
		return Contract.of(this.ledger.terminate(outContractCode, "The payer asked for it"));
	}

	private static ResponseStatusException unknown() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND, "No such contract");
	}

	@ExceptionHandler
	ProblemDetail handle(InvalidFieldException ex) {
		return BadInput.of(ex);
	}

	@ExceptionHandler
	ProblemDetail handle(HttpMessageNotReadableException ex) {
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
