package com.example.bicycles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java of {@code docs/testing.md} is compiled and run here.
 */
@Tag("build-only")
class TestingPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void javaOfThePageStandsInTests() throws IOException {
		List<String> examples = JAVA.matcher(Files.readString(Path.of("..", "docs", "testing.md")))
			.results()
			.map((example) -> normalized(example.group(1)))
			.toList();
		assertThat(examples).isNotEmpty();
		List<String> sources = sources();
		assertThat(examples)
			.allSatisfy((example) -> assertThat(sources).anyMatch((source) -> source.contains(example)));
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src", "test", "java", "com", "example", "bicycles"))) {
			return files.map(TestingPageTests::source).toList();
		}
	}

	private static String source(Path file) {
		try {
			return normalized(Files.readString(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String normalized(String code) {
		return code.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

}
