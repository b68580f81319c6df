package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/simulator.md} says.
 */
class SimulatorDocumentTests {

	@Test
	void everyOperationIsNamed() throws IOException {
		String document = Files.readString(Path.of("../docs/simulator.md"));
		assertThat(Operations.names()).allSatisfy((name) -> assertThat(document).contains("`" + name + "`"));
	}

	@Test
	void everyFaultWithANameIsNamed() throws IOException {
		String document = Files.readString(Path.of("../docs/simulator.md"));
		assertThat(Stream.concat(AnswerFault.names().stream(), NotificationFault.names().stream()))
			.allSatisfy((name) -> assertThat(document).contains("`" + name + "`"));
	}

}
