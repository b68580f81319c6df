package com.example.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop on Spring MVC and the shop on WebFlux: what need not differ is the same, file
 * by file.
 */
class SameShopTests {

	private static final Path WEBMVC = Path.of("src");

	private static final Path WEBFLUX = Path.of("..", "webflux", "src");

	private static final Set<String> OWN_WAY = Set.of("CabinetController.java", "ContractController.java",
			"ContractShop.java", "Enrolment.java", "Languages.java", "LiveContracts.java", "Orders.java");

	@Test
	void whatBothHaveIsTheSame() throws IOException {
		List<Path> shared = files().filter((file) -> file.toString().endsWith(".java"))
			.filter((file) -> !OWN_WAY.contains(file.getFileName().toString()))
			.toList();
		assertThat(shared).hasSizeGreaterThan(10)
			.allSatisfy((file) -> assertThat(WEBMVC.resolve(file)).hasSameTextualContentAs(WEBFLUX.resolve(file)));
	}

	@Test
	void configurationDiffersInNothingButTheStack() throws IOException {
		Path file = Path.of("main", "resources", "application.yml");
		assertThat(Files.readString(WEBFLUX.resolve(file)).replace("\n  webflux:\n", "\n  mvc:\n"))
			.isEqualTo(Files.readString(WEBMVC.resolve(file)));
	}

	@Test
	void pageIsThatOfSpringMvc() throws IOException {
		assertThat(files().map(Path::toString)).noneMatch((file) -> file.endsWith(".html") || file.endsWith(".css")
				|| file.endsWith(".js") || file.endsWith(".sql") || file.contains("messages"));
	}

	private static Stream<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(WEBFLUX)) {
			return files.filter(Files::isRegularFile).map(WEBFLUX::relativize).toList().stream();
		}
	}

}
