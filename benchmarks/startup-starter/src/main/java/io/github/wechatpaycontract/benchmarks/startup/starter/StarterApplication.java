package io.github.wechatpaycontract.benchmarks.startup.starter;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * The same application with our starter, and its first call.
 */
@SpringBootApplication
public class StarterApplication {

	/**
	 * Starts, tells how long that took since the start of the JVM, calls two seconds
	 * later, and ends.
	 * @param args the properties
	 * @throws InterruptedException if nobody waits any more
	 */
	public static void main(String[] args) throws InterruptedException {
		try (ConfigurableApplicationContext context = SpringApplication.run(StarterApplication.class, args)) {
			Thread.sleep(2000);
			call(context);
		}
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		System.out
			.println("READY " + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()));
	}

	private static void call(ConfigurableApplicationContext context) {
		PreEntrustSignOperations preEntrustSign = context.getBean(PreEntrustSignOperations.class);
		long start = System.nanoTime();
		preEntrustSign.miniProgram(MiniProgramSignRequest.builder()
			.outContractCode("wxwtdk20200910100000")
			.contractDisplayAccount("Blue bicycle 17")
			.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
			.build());
		System.out.printf(Locale.ROOT, "FIRST %.1f%n", (System.nanoTime() - start) / 1e6);
	}

}
