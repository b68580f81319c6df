package com.example.contracts;

import java.net.URI;
import java.time.Instant;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.sign.InvalidFieldException;
import io.github.wechatpaycontract.sign.MiniProgramLaunch;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

/**
 * What the mini program calls.
 */
@RestController
@RequestMapping("/api/contracts")
class ContractController {

	private final ReactivePreEntrustSignTemplate preEntrustSignTemplate;

	private final OutContractCodeGenerator codes;

	private final Contracts contracts;

	ContractController(ReactivePreEntrustSignTemplate preEntrustSignTemplate, OutContractCodeGenerator codes,
			Contracts contracts) {
		this.preEntrustSignTemplate = preEntrustSignTemplate;
		this.codes = codes;
		this.contracts = contracts;
	}

	@PostMapping
	Mono<ResponseEntity<Opened>> open(@RequestBody Open body) {
		MiniProgramSignRequest request = MiniProgramSignRequest.builder()
			.outContractCode(this.codes.next())
			.contractDisplayAccount(body.displayAccount())
			.openid(body.openid())
			.build();
		this.contracts.open(request.outContractCode()); // first our record, then the call
		return this.preEntrustSignTemplate.miniProgram(request)
			.map((session) -> ResponseEntity.created(URI.create("/api/contracts/" + session.outContractCode()))
				.body(new Opened(session.outContractCode(), session.launch(), session.expiresAt())));
	}

	@GetMapping("/{outContractCode}")
	Contract get(@PathVariable String outContractCode) {
		return this.contracts.find(outContractCode)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such contract"));
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
				"WeChat Pay could not open the session");
	}

	record Open(String openid, String displayAccount) {

	}

	record Opened(String outContractCode, MiniProgramLaunch launch, Instant expiresAt) {

	}

}
