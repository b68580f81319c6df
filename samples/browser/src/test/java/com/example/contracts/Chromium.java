package com.example.contracts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the Chromium that is installed, with a profile of its own. Nothing is
 * downloaded.
 */
final class Chromium {

	static final String MISSING = "chromium and chromedriver are not both on the path"
			+ " (Debian: chromium, chromium-driver, fonts-wqy-microhei)";

	private static final Logger logger = LoggerFactory.getLogger(Chromium.class);

	/** For one step of the driver; without, some have none. */
	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String[] BROWSERS = { "chromium", "chromium-browser", "google-chrome" };

	private static final String[] ARGUMENTS = { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--hide-scrollbars", "--force-prefers-reduced-motion" };

	private Chromium() {
	}

	/**
	 * Whether there is a browser, or has to be.
	 */
	static boolean isWanted() {
		if (find(BROWSERS).isPresent() && find("chromedriver").isPresent()) {
			return true;
		}
		logger.warn("Shop and simulator are not driven by a browser: {}", MISSING);
		return System.getProperty("browser", "").equals("required");
	}

	static ChromeDriver start(Path profile) {
		Path browser = find(BROWSERS).orElseThrow(() -> new IllegalStateException(MISSING));
		Path driver = find("chromedriver").orElseThrow(() -> new IllegalStateException(MISSING));
		ChromeOptions options = new ChromeOptions().addArguments(ARGUMENTS)
			.addArguments("--user-data-dir=" + profile, "--lang=en-US", "--accept-lang=en-US");
		options.setBinary(browser.toFile());
		options.setPageLoadTimeout(LIMIT);
		options.setScriptTimeout(LIMIT);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> processes().forEach(ProcessHandle::destroyForcibly)));
		return new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).usingAnyFreePort().build(),
				options, ClientConfig.defaultConfig().readTimeout(LIMIT.plusSeconds(10)));
	}

	/**
	 * Ends the browser, whether it still answers or not.
	 */
	static void stop(ChromeDriver driver) {
		List<ProcessHandle> processes = processes();
		try {
			driver.quit();
		}
		finally {
			processes.forEach(ProcessHandle::destroyForcibly);
		}
	}

	private static List<ProcessHandle> processes() {
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info().command().filter((command) -> command.contains("chrom")).isPresent())
			.toList();
	}

	/**
	 * Makes the window exactly so large, however small.
	 */
	static void resize(ChromeDriver driver, int width, int height) {
		driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	private static Optional<Path> find(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
				.map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
