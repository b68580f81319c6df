package io.github.wechatpaycontract.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code samples/curl/contract.sh} against the runnable jar.
 */
@DisabledOnOs(OS.WINDOWS)
class CurlTests {

	@TempDir
	private Path temporary;

	private SimulatorProcess simulator;

	private NotifyServer merchant;

	@BeforeEach
	void start() throws IOException {
		this.merchant = new NotifyServer();
		this.simulator = SimulatorProcess.start(this.temporary, "--keys", keys().toString());
	}

	@AfterEach
	void stop() {
		this.simulator.close();
		this.merchant.close();
	}

	@Test
	void scriptSignsQueriesAndTerminates() throws Exception {
		Process script = script();
		String output = output(script);
		assertThat(script.exitValue()).as(output).isZero();
		assertThat(output).containsSubsequence("pre-entrust-sign/mini-program", "200 {\"pre_entrustweb_id\":",
				"Verified OK", "\"state\":\"SIGNED\"", "\"contract_state\":\"SIGNED\"", "Verified OK", "/terminate",
				"200", "Verified OK", "\"contract_state\":\"TERMINATED\"", "Verified OK");
		assertThat(this.merchant.take()).isNotNull();
	}

	@Test
	void scriptStopsWhenTheAnswerIsNotOfTheKey() throws Exception {
		Files.writeString(keys().resolve("pub_key.pem"), otherPublicKey());
		Process script = script();
		String output = output(script);
		assertThat(script.exitValue()).as(output).isNotZero();
		assertThat(output).contains("200 {").containsIgnoringCase("Verification failure").doesNotContain("confirms");
	}

	private Path keys() {
		return this.temporary.resolve("keys");
	}

	private Process script() throws IOException {
		return SimulatorProcess.start(new ProcessBuilder(System.getProperty("samples") + "/curl/contract.sh",
				keys().toString(), this.simulator.baseUrl().toString(), this.merchant.url())
			.redirectErrorStream(true));
	}

	private static String output(Process script) throws IOException, InterruptedException {
		String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	private static String otherPublicKey() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		return "-----BEGIN PUBLIC KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' })
					.encodeToString(generator.generateKeyPair().getPublic().getEncoded())
				+ "\n-----END PUBLIC KEY-----\n";
	}

}
