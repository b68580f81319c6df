package com.example.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java of the first pages is compiled code.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..", "..");

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "README.zh-CN.md" })
	void javaOfReadmeStandsInCompiledSources(String readme) throws IOException {
		List<String> examples = JAVA.matcher(Files.readString(ROOT.resolve(readme)))
			.results()
			.map((example) -> normalized(example.group(1)))
			.toList();
		assertThat(examples).isNotEmpty();
		List<String> sources = sources();
		assertThat(examples)
			.allSatisfy((example) -> assertThat(sources).anyMatch((source) -> source.contains(example)));
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Stream.concat(
				Stream.concat(Files.walk(ROOT.resolve("samples")), Files.walk(ROOT.resolve("wechatpay-contract-core"))),
				Files.walk(ROOT.resolve("wechatpay-contract-spring-boot-test")))) {
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
