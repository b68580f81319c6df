package com.example.contracts;

import java.util.Optional;
import java.util.UUID;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

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
			@RequestHeader HttpHeaders headers, HttpServletResponse response) {
		OwnPage.require(method, headers);
		Payer payer = Payer.of(cookie);
		response.addHeader(HttpHeaders.SET_COOKIE, payer.cookie().toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		return payer;
	}

	@GetMapping("/")
	String page(@ModelAttribute(binding = false) Payer payer, @RequestParam(required = false) Notice notice,
			Model model) {
		Optional<ContractRecord> contract = this.enrolment.of(payer);
		model.addAttribute("contract", contract.map(Contract::of).orElse(null));
		model.addAttribute("state", contract.map((record) -> record.state().name()).orElse("NONE"));
		model.addAttribute("products", Product.values());
		model.addAttribute("purchases", this.purchases.latest(payer));
		model.addAttribute("order", UUID.randomUUID().toString().replace("-", "").substring(0, 28));
		model.addAttribute("notice", notice);
		model.addAttribute("simulator", this.signingPage.home());
		return "cabinet";
	}

	@PostMapping("/contract")
	String open(@ModelAttribute(binding = false) Payer payer) {
		Optional<MiniProgramSignSession> session = this.enrolment.begin(payer);
		String returnTo = ServletUriComponentsBuilder.fromCurrentContextPath().path("/return").toUriString();
		return session.map((opened) -> "redirect:" + this.signingPage.of(opened, returnTo)).orElse(PAGE);
	}

	@GetMapping("/return")
	String back(@ModelAttribute(binding = false) Payer payer) {
		this.enrolment.back(payer);
		return PAGE;
	}

	@PostMapping("/contract/end")
	String end(@ModelAttribute(binding = false) Payer payer) {
		this.enrolment.end(payer);
		return PAGE;
	}

	@PostMapping("/take")
	String take(@ModelAttribute(binding = false) Payer payer, Choice choice) {
		this.enrolment.of(payer)
			.filter((contract) -> contract.isSigned() && contract.contractId() != null)
			.ifPresent((contract) -> take(payer, contract, choice));
		return PAGE;
	}

	private void take(Payer payer, ContractRecord contract, Choice choice) {
		try {
			this.orders.take(payer, contract.contractId(), choice.outTradeNo(), choice.product());
		}
		catch (WechatPayApiException ex) {
			if (this.enrolment.isInForce(contract)) {
				throw ex;
			}
		}
	}

	@PostMapping("/buy")
	String buy(@ModelAttribute(binding = false) Payer payer, Choice choice) {
		String prepayId = this.orders.buy(payer, choice.outTradeNo(), choice.product());
		if (this.enrolment.of(payer).filter(ContractRecord::isSigned).isPresent()) {
			return PAGE;
		}
		PayRedirectSignOutcome outcome = this.orders.offer(payer, choice.outTradeNo(), prepayId);
		Notice notice = (outcome instanceof PayRedirectSignOutcome.Accepted) ? Notice.OFFERED : Notice.NOT_OFFERED;
		return "redirect:" + notice.page();
	}

	@PostMapping("/another")
	String another(HttpServletResponse response) {
		response.setHeader(HttpHeaders.SET_COOKIE, Payer.of(null).cookie().toString());
		return PAGE;
	}

	@ExceptionHandler
	String handle(WechatPayException ex) {
		return "redirect:" + Notice.of(ex).page();
	}

}
