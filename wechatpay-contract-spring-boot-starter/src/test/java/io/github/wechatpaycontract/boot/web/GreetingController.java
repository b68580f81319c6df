package io.github.wechatpaycontract.boot.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What else an application does.
 */
@RestController
public class GreetingController {

	@GetMapping("/hello")
	String hello() {
		return "hello";
	}

	@PostMapping("/hello")
	String posted() {
		return "posted";
	}

}
