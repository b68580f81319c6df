package io.github.wechatpaycontract.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.aot.ContextAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does with an application what {@code process-aot} does: writes its beans down as code,
 * and starts that code.
 */
final class AheadOfTime extends ContextAotProcessor {

	private final SpringApplicationBuilder application;

	private AheadOfTime(SpringApplicationBuilder application, Class<?> main, Settings settings) {
		super(main, settings);
		this.application = application;
	}

	/**
	 * Starts an application the way it was prepared. A JVM can do so for one application
	 * only, once.
	 * @param application makes the application, the same each time
	 * @param main its main class
	 */
	static ConfigurableApplicationContext run(Supplier<SpringApplicationBuilder> application, Class<?> main) {
		try {
			Path folder = Files.createTempDirectory("ahead-of-time");
			try {
				prepare(application.get(), main, folder);
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		SpringProperties.setFlag("spring.aot.enabled");
		try {
			ConfigurableApplicationContext context = application.get().main(main).run();
			assertThat(context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
				.isFalse();
			return context;
		}
		finally {
			SpringProperties.setProperty("spring.aot.enabled", null);
		}
	}

	private static void prepare(SpringApplicationBuilder application, Class<?> main, Path folder) throws IOException {
		Path sources = folder.resolve("sources");
		Path classes = folder.resolve("classes");
		new AheadOfTime(application, main,
				Settings.builder()
					.sourceOutput(sources)
					.resourceOutput(folder.resolve("resources"))
					.classOutput(classes)
					.groupId("io.github.wechatpaycontract")
					.artifactId("ahead-of-time")
					.build())
			.process();
		compile(files(sources, ".java"), classes);
		for (Path file : files(classes, ".class")) {
			if (!file.toString().contains("$$")) { // a proxy, which is made already
				define(classes.relativize(file).toString(), Files.readAllBytes(file));
			}
		}
	}

	/** As far as the application goes before it makes beans. */
	@Override
	protected GenericApplicationContext prepareApplicationContext(Class<?> main) {
		try {
			SpringApplication.withHook((application) -> new SpringApplicationRunListener() {

				@Override
				public void contextLoaded(ConfigurableApplicationContext context) {
					throw new SpringApplication.AbandonedRunException(context);
				}

			}, (Runnable) this.application::run);
			throw new IllegalStateException("The application was not abandoned");
		}
		catch (SpringApplication.AbandonedRunException ex) {
			return (GenericApplicationContext) ex.getApplicationContext();
		}
	}

	private static List<Path> files(Path folder, String suffix) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).toList();
		}
	}

	private static void compile(List<Path> sources, Path classes) {
		Stream<String> options = Stream.of("-proc:none", "-nowarn", "-d", classes.toString(), "-classpath",
				System.getProperty("java.class.path"));
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, Stream.concat(options, sources.stream().map(Path::toString)).toArray(String[]::new));
		assertThat(result).isZero();
	}

	/**
	 * Beside the class whose beans it makes, which may be seen in its package only:
	 * {@code Outer_Nested__BeanDefinitions.class} beside {@code Outer}.
	 */
	private static void define(String file, byte[] bytes) {
		String name = file.split("[_$]")[0].replace('/', '.');
		try {
			MethodHandles
				.privateLookupIn(Class.forName(name, false, AheadOfTime.class.getClassLoader()), MethodHandles.lookup())
				.defineClass(bytes);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
