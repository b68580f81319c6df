package io.github.wechatpaycontract.benchmarks.startup.bare;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * A web application that does nothing: what the others start with.
 */
@SpringBootApplication
public class BareApplication {

	/**
	 * Starts, tells how long that took since the start of the JVM, and ends.
	 * @param args none
	 */
	public static void main(String[] args) {
		SpringApplication.run(BareApplication.class, args).close();
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		System.out
			.println("READY " + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()));
	}

}
