package io.github.wechatpaycontract.benchmarks.startup.starter;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * The same application with our starter, and its first call.
 */
@SpringBootApplication
public class StarterApplication {

	private final PreEntrustSignOperations preEntrustSign;

	StarterApplication(PreEntrustSignOperations preEntrustSign) {
		this.preEntrustSign = preEntrustSign;
	}

	/**
	 * Starts, tells how long that took since the start of the JVM, calls, and ends.
	 * @param args the properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(StarterApplication.class, args).close();
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		System.out
			.println("READY " + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()));
		long start = System.nanoTime();
		this.preEntrustSign.miniProgram(MiniProgramSignRequest.builder()
			.outContractCode("wxwtdk20200910100000")
			.contractDisplayAccount("Blue bicycle 17")
			.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
			.build());
		System.out.printf(Locale.ROOT, "FIRST %.1f%n", (System.nanoTime() - start) / 1e6);
	}

}
