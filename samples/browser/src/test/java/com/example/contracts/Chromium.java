package com.example.contracts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Starts the Chromium that is installed, with a profile of its own. Nothing is
 * downloaded.
 */
final class Chromium {

	private static final String[] BROWSERS = { "chromium", "chromium-browser", "google-chrome" };

	private static final String[] ARGUMENTS = { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--hide-scrollbars", "--force-prefers-reduced-motion" };

	private Chromium() {
	}

	static ChromeDriver start(Path profile) {
		Optional<Path> browser = find(BROWSERS);
		Optional<Path> driver = find("chromedriver");
		if (browser.isEmpty() || driver.isEmpty()) {
			String missing = "The browser's tests need chromium and chromedriver on the path"
					+ " (Debian: chromium, chromium-driver, fonts-wqy-microhei)";
			if (System.getProperty("browser", "").equals("required")) {
				throw new IllegalStateException(missing);
			}
			Assumptions.abort(missing);
		}
		ChromeOptions options = new ChromeOptions().addArguments(ARGUMENTS)
			.addArguments("--user-data-dir=" + profile, "--lang=en-US", "--accept-lang=en-US");
		options.setBinary(browser.get().toFile());
		options.setPageLoadTimeout(Duration.ofSeconds(20));
		return new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile())
			.usingAnyFreePort()
			.build(), options);
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
