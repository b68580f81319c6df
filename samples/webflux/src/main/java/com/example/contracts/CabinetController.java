package com.example.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The cabinet's page and its buttons, which work without a script.
 */
@Controller
class CabinetController {

	private static final String PAGE = "redirect:/";

	private final Enrolment enrolment;

	private final Orders orders;

	private final Purchases purchases;

	private final SigningPage signingPage;

	CabinetController(Enrolment enrolment, Orders orders, Purchases purchases, SigningPage signingPage) {
		this.enrolment = enrolment;
		this.orders = orders;
		this.purchases = purchases;
		this.signingPage = signingPage;
	}

	@ModelAttribute
	Payer payer(@CookieValue(name = Payer.COOKIE, required = false) String cookie, HttpMethod method,
			@RequestHeader HttpHeaders headers, ServerHttpResponse response) {
		OwnPage.require(method, headers);
		Payer payer = Payer.of(cookie);
		response.addCookie(payer.cookie());
		response.getHeaders().setCacheControl(CacheControl.noStore());
		return payer;
	}

	@GetMapping("/")
	Mono<String> page(@ModelAttribute(binding = false) Payer payer, @RequestParam(required = false) Notice notice,
			Model model) {
		model.addAllAttributes(Map.of("products", Product.values(), "order",
				UUID.randomUUID().toString().replace("-", "").substring(0, 28)));
		model.addAttribute("notice", notice);
		model.addAttribute("simulator", this.signingPage.home());
		Mono<Optional<ContractRecord>> contract = this.enrolment.of(payer).singleOptional();
		Mono<List<Purchase>> latest = Mono.fromCallable(() -> this.purchases.latest(payer))
			.subscribeOn(Schedulers.boundedElastic());
		return Mono.zip(contract, latest).map((read) -> {
			model.addAttribute("contract", read.getT1().map(Contract::of).orElse(null));
			model.addAttribute("state", read.getT1().map((record) -> record.state().name()).orElse("NONE"));
			model.addAttribute("purchases", read.getT2());
			return "cabinet";
		});
	}

	@PostMapping("/contract")
	Mono<String> open(@ModelAttribute(binding = false) Payer payer, UriComponentsBuilder uri) {
		String returnTo = uri.replacePath("/return").replaceQuery(null).toUriString();
		return this.enrolment.begin(payer)
			.map((session) -> "redirect:" + this.signingPage.of(session, returnTo))
			.defaultIfEmpty(PAGE);
	}

	@GetMapping("/return")
	Mono<String> back(@ModelAttribute(binding = false) Payer payer) {
		return this.enrolment.back(payer).thenReturn(PAGE);
	}

	@PostMapping("/contract/end")
	Mono<String> end(@ModelAttribute(binding = false) Payer payer) {
		return this.enrolment.end(payer).thenReturn(PAGE);
	}

	@PostMapping("/take")
	Mono<String> take(@ModelAttribute(binding = false) Payer payer, Choice choice) {
		return this.enrolment.of(payer)
			.filter((contract) -> contract.isSigned() && contract.contractId() != null)
			.flatMap((contract) -> take(payer, contract, choice))
			.thenReturn(PAGE);
	}

	private Mono<String> take(Payer payer, ContractRecord contract, Choice choice) {
		return this.orders.take(payer, contract.contractId(), choice.outTradeNo(), choice.product())
			.onErrorResume(WechatPayApiException.class, (ex) -> this.enrolment.isInForce(contract)
				.flatMap((inForce) -> inForce ? Mono.error(ex) : Mono.empty()));
	}

	@PostMapping("/buy")
	Mono<String> buy(@ModelAttribute(binding = false) Payer payer, Choice choice) {
		return this.orders.buy(payer, choice.outTradeNo(), choice.product())
			.filterWhen(
					(prepayId) -> this.enrolment.of(payer).map((contract) -> !contract.isSigned()).defaultIfEmpty(true))
			.flatMap((prepayId) -> this.orders.offer(payer, choice.outTradeNo(), prepayId))
			.map((outcome) -> (outcome instanceof PayRedirectSignOutcome.Accepted) ? Notice.OFFERED
					: Notice.NOT_OFFERED)
			.map((notice) -> "redirect:" + notice.page())
			.defaultIfEmpty(PAGE);
	}

	@PostMapping("/another")
	String another(ServerHttpResponse response) {
		response.getCookies().set(Payer.COOKIE, Payer.of(null).cookie());
		return PAGE;
	}

	@ExceptionHandler
	String handle(WechatPayException ex) {
		return "redirect:" + Notice.of(ex).page();
	}

}
