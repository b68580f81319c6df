package io.github.wechatpaycontract.clients;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the jar prints, given to a Spring Boot application as its only configuration.
 */
class PastedConfigurationTests {

	@TempDir
	private Path temporary;

	@Test
	void applicationHasTheKeysInPlace() throws Exception {
		signAndBeNotified();
	}

	@Test
	void applicationFindsTheKeysInTheirFiles() throws Exception {
		String keys = this.temporary.resolve("keys").toString();
		signAndBeNotified("--keys", keys, "--trust", "certificate");
		signAndBeNotified("--keys", keys, "--trust", "mixed");
	}

	private void signAndBeNotified(String... options) throws Exception {
		int port = freePort();
		String[] all = new String[options.length + 2];
		System.arraycopy(options, 0, all, 0, options.length);
		all[options.length] = "--notify-url";
		all[options.length + 1] = "http://localhost:" + port + "/wechatpay/contract/notify";
		try (SimulatorProcess simulator = SimulatorProcess.start(this.temporary, all);
				ConfigurableApplicationContext application = start(simulator.yaml(), port)) {
			MiniProgramSignSession session = application.getBean(ContractLedger.class)
				.open((contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
					.contractDisplayAccount("Blue bicycle 17"));
			assertThat(simulator.confirm(session.outContractCode())).contains("\"status\":204");
			ContractSigned event = application.getBean(Shop.class).signed.poll(10, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			assertThat(event.contract().outContractCode()).isEqualTo(session.outContractCode());
			assertThat(simulator.errors()).isEmpty();
		}
	}

	private ConfigurableApplicationContext start(String yaml, int port) throws IOException {
		Path directory = Files.createDirectories(this.temporary.resolve("config"));
		Files.writeString(directory.resolve("application.yml"), yaml);
		return new SpringApplicationBuilder(Shop.class).run("--spring.config.location=" + directory.toUri(),
				"--server.port=" + port, "--logging.level.root=warn", "--spring.main.banner-mode=off");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		private final BlockingQueue<ContractSigned> signed = new LinkedBlockingQueue<>();

		@EventListener
		void begin(ContractSigned event) {
			this.signed.add(event);
		}

	}

}
