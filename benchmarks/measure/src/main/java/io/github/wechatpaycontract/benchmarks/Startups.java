package io.github.wechatpaycontract.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.report.Measured;

/**
 * Starts the applications in turn, each with the class path of its own module.
 */
final class Startups {

	/** The bare application, with what the starter brings along, but not the starter. */
	private static final String LIBRARIES = "libraries";

	static final List<String> APPLICATIONS = List.of("bare", LIBRARIES, "starter", "sdk");

	private static final Pattern OURS = Pattern.compile("[^:]*/wechatpay-contract-[^:]*:?");

	/** The directory of the modules; the driver runs from the root of the repository. */
	private static final Path MODULES = Path.of("benchmarks");

	private final Fixture fixture;

	private final ServerProcess server;

	Startups(Fixture fixture, ServerProcess server) {
		this.fixture = fixture;
		this.server = server;
	}

	void run(int rounds, Measured measured) throws IOException, InterruptedException {
		for (int round = 1; round <= rounds; round++) {
			for (String application : APPLICATIONS) {
				Figures figures = run(application);
				System.out.println(round + " startup-" + application + " " + figures.line());
				measured.add("startup-" + application, Measured.START, figures);
			}
		}
	}

	private Figures run(String application) throws IOException, InterruptedException {
		if (application.equals(LIBRARIES)) {
			return run("bare", classes("bare") + ":" + OURS.matcher(libraries("starter")).replaceAll(""));
		}
		return run(application, classes(application) + ":" + libraries(application));
	}

	private static Path target(String application) {
		return MODULES.resolve("startup-" + application).resolve("target");
	}

	private static Path classes(String application) {
		return target(application).resolve("classes");
	}

	private static String libraries(String application) throws IOException {
		return Files.readString(target(application).resolve("class-path.txt"), StandardCharsets.UTF_8).strip();
	}

	private Figures run(String application, String classPath) throws IOException, InterruptedException {
		JavaProcess process = JavaProcess.of(this.fixture, classPath);
		properties().forEach(process::with);
		Map<String, Double> values = new TreeMap<>(Map.of(Figures.FIRST_MILLIS, Double.NaN));
		for (String line : process.run(mainClass(application), List.of())) {
			if (line.startsWith("READY ")) {
				values.put(Figures.READY_MILLIS, Double.valueOf(line.substring(6)));
			}
			if (line.startsWith("FIRST ")) {
				values.put(Figures.FIRST_MILLIS, Double.valueOf(line.substring(6)));
			}
		}
		return new Figures(values);
	}

	private static String mainClass(String application) {
		return "%s.startup.%s.%sApplication".formatted(Startups.class.getPackageName(), application,
				application.substring(0, 1).toUpperCase(Locale.ROOT) + application.substring(1));
	}

	/**
	 * As system properties, so that the application without any of it starts with the
	 * same command.
	 */
	private Map<String, Object> properties() {
		return Map.ofEntries(Map.entry("wechatpay.mchid", ExampleCall.MCHID),
				Map.entry("wechatpay.certificate-serial-number", ExampleCall.SERIAL_NUMBER),
				Map.entry("wechatpay.private-key-path", "file:" + this.fixture.merchantKeyFile()),
				Map.entry("wechatpay.api-v3-key", ExampleCall.API_V3_KEY),
				Map.entry("wechatpay.public-key-id", ExampleCall.PUBLIC_KEY_ID),
				Map.entry("wechatpay.public-key-path", "file:" + this.fixture.platformKeyFile()),
				Map.entry("wechatpay.contract.appid", ExampleCall.APPID),
				Map.entry("wechatpay.contract.service-id", ExampleCall.SERVICE_ID),
				Map.entry("wechatpay.contract.notify-url", ExampleCall.NOTIFY_URL),
				Map.entry("wechatpay.client.base-url", "https://localhost:" + this.server.port(0)),
				Map.entry("sdk.private-key-path", this.fixture.merchantKeyFile()),
				Map.entry("sdk.public-key-path", this.fixture.platformKeyFile()));
	}

}
