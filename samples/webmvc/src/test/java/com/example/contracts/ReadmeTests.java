package com.example.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java of the first pages and of the page on testing is compiled code.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..", "..");

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "README.zh-CN.md" })
	void javaOfReadmeStandsInCompiledSources(String readme) throws IOException {
		assertJavaStandsIn(readme, "samples", "wechatpay-contract-core", "wechatpay-contract-spring-boot-test");
	}

	@Test
	void javaOfThePageOnTestingStandsInItsTests() throws IOException {
		assertJavaStandsIn("docs/testing.md", "wechatpay-contract-spring-boot-test/src/test/java/com/example/bicycles");
	}

	private static void assertJavaStandsIn(String page, String... directories) throws IOException {
		List<String> examples = JAVA.matcher(Files.readString(ROOT.resolve(page)))
			.results()
			.map((example) -> normalized(example.group(1)))
			.toList();
		assertThat(examples).isNotEmpty();
		List<String> sources = new ArrayList<>();
		for (String directory : directories) {
			sources.addAll(sources(ROOT.resolve(directory)));
		}
		assertThat(examples)
			.allSatisfy((example) -> assertThat(sources).anyMatch((source) -> source.contains(example)));
	}

	private static List<String> sources(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).map(ReadmeTests::source).toList();
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
