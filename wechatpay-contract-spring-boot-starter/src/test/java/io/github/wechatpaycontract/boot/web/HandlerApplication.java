package io.github.wechatpaycontract.boot.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.RecordingHandler;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.ReactiveContractNotificationHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application with several handlers that do what the contract number says.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GreetingController.class)
public class HandlerApplication {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

	@Bean
	Steps steps() {
		return new Steps();
	}

	@Bean
	@Order(1)
	RecordingHandler recordingHandler(Steps steps) {
		return new RecordingHandler() {

			@Override
			public void handle(ContractNotification notification) throws Exception {
				steps.add("first");
				super.handle(notification);
			}

		};
	}

	@Bean
	@Order(3)
	ReactiveContractNotificationHandler reactive(Steps steps) {
		return (notification) -> Mono.defer(() -> {
			steps.add("reactive");
			return notification.outContractCode().startsWith("reactiveError")
					? Mono.error(new IllegalStateException("as asked")) : Mono.empty();
		});
	}

	@Bean
	@Order(2)
	ContractNotificationHandler blocking(Steps steps) {
		return (notification) -> {
			steps.add("second");
			steps.act(notification.outContractCode());
		};
	}

	/**
	 * What the handlers did.
	 */
	static final class Steps {

		private final List<String> steps = new CopyOnWriteArrayList<>();

		private final List<Boolean> nonBlocking = new CopyOnWriteArrayList<>();

		private volatile CountDownLatch gate = new CountDownLatch(1);

		void add(String step) {
			this.steps.add(step);
			if (!step.equals("reactive")) {
				this.nonBlocking.add(Schedulers.isInNonBlockingThread());
			}
		}

		void act(String code) throws Exception {
			if (code.startsWith("checked")) {
				throw new Exception("as asked");
			}
			if (code.startsWith("unchecked")) {
				throw new IllegalStateException("as asked");
			}
			if (code.startsWith("error")) {
				throw new AssertionError("as asked");
			}
			if (code.startsWith("memory")) {
				throw new OutOfMemoryError("as asked");
			}
			if (code.startsWith("stack")) {
				throw new StackOverflowError("as asked");
			}
			if (code.startsWith("wait") && !this.gate.await(20, TimeUnit.SECONDS)) {
				throw new IllegalStateException("nobody opened the gate");
			}
		}

		void clear() {
			this.steps.clear();
			this.nonBlocking.clear();
			this.gate = new CountDownLatch(1);
		}

		void open() {
			this.gate.countDown();
		}

		List<String> steps() {
			return this.steps;
		}

		List<Boolean> nonBlocking() {
			return this.nonBlocking;
		}

	}

}
