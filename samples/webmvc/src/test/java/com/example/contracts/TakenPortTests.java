package com.example.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The shop beside something that has the simulator's port already.
 */
@ExtendWith(OutputCaptureExtension.class)
class TakenPortTests {

	@Test
	void startWhenTheSimulatorsPortIsTakenNamesPortAndOption(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			int port = taken.getLocalPort();
			assertThatThrownBy(() -> ContractShop.run("--server.port=0", "--simulator.port=" + port))
				.isInstanceOf(RuntimeException.class);
			assertThat(output)
				.contains("APPLICATION FAILED TO START", "cannot listen on port " + port,
						"Choose another with --simulator.port=" + (port + 1))
				.doesNotContain("\tat ");
		}
	}

	@Test
	void startWhenAnotherSettingIsWrongBlamesNoPort(CapturedOutput output) {
		assertThatThrownBy(() -> ContractShop.run("--server.port=x y", "--simulator.port=0"))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("http://localhost:x y/");
		assertThat(output).doesNotContain("cannot listen");
	}

}
