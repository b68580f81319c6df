package io.github.wechatpaycontract.boot.web;

import java.util.Map;

import io.github.wechatpaycontract.boot.RecordingHandler;
import io.github.wechatpaycontract.sign.MiniProgramLaunch;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that opens sessions with the blocking template, where it may and where
 * it must not.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SigningApplication.SigningController.class)
public class SigningApplication {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

	@Bean
	RecordingHandler recordingHandler() {
		return new RecordingHandler();
	}

	@Bean
	NotificationParents notificationParents() {
		return new NotificationParents();
	}

	/**
	 * Calls the blocking template.
	 */
	@RestController
	static class SigningController {

		private final PreEntrustSignOperations operations;

		private final OutContractCodeGenerator codes;

		SigningController(PreEntrustSignOperations operations, OutContractCodeGenerator codes) {
			this.operations = operations;
			this.codes = codes;
		}

		@GetMapping("/request-thread")
		Mono<String> onRequestThread() {
			return Mono.just(call());
		}

		@GetMapping("/event-loop")
		Mono<String> onEventLoop() {
			return Mono.fromCallable(this::call).subscribeOn(Schedulers.parallel());
		}

		@GetMapping("/launch")
		MiniProgramLaunch launch() {
			return new MiniProgramLaunch("wxbd687630cd02ce1d", "pages/index", Map.of("pre_entrustweb_id", "x"));
		}

		private String call() {
			try {
				MiniProgramSignSession session = this.operations.miniProgram(MiniProgramSignRequest.builder()
					.outContractCode(this.codes.next())
					.contractDisplayAccount("Blue bicycle 17")
					.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
					.build());
				return "opened " + session.outContractCode();
			}
			catch (RuntimeException ex) {
				return ex.toString();
			}
		}

	}

}
