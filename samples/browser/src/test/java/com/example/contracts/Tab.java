package com.example.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One tab of the browser. Pages renew themselves, so whatever is looked for is waited
 * for.
 */
final class Tab {

	private static final Duration LIMIT = Duration.ofSeconds(15);

	private final ChromeDriver driver;

	private final String handle;

	private Tab(ChromeDriver driver) {
		this.driver = driver;
		this.handle = driver.getWindowHandle();
	}

	static Tab open(ChromeDriver driver, String url) {
		driver.switchTo().newWindow(WindowType.TAB);
		return new Tab(driver).go(url);
	}

	Tab go(String url) {
		focus().get(url);
		return this;
	}

	ChromeDriver focus() {
		this.driver.switchTo().window(this.handle);
		return this.driver;
	}

	void press(String css) {
		focus();
		waiting().until((page) -> {
			page.findElement(By.cssSelector(css)).click();
			return true;
		});
	}

	/** Waits until the element says so. */
	void says(String css, String text) {
		focus();
		waiting().withMessage(() -> "'%s' at '%s' in:%n%s".formatted(text, css, text("body")))
			.until((page) -> page.findElement(By.cssSelector(css)).getText().contains(text));
	}

	void shows(String css) {
		focus();
		waiting().withMessage(() -> "'%s' in:%n%s".formatted(css, text("body")))
			.until((page) -> page.findElement(By.cssSelector(css)).isDisplayed());
	}

	String text(String css) {
		return focus().findElement(By.cssSelector(css)).getText();
	}

	Object run(String script) {
		return focus().executeScript(script);
	}

	/** Looks that nothing is cut off at the right. */
	void fits(int width, int height) {
		focus();
		Chromium.resize(this.driver, width, height);
		assertThat((Long) run("return document.documentElement.scrollWidth")).as(this.driver.getCurrentUrl())
			.isLessThanOrEqualTo(width);
	}

	void picture(String name) {
		Path file = Path.of(System.getProperty("screenshots"), name + ".png");
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, focus().getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new IllegalStateException("The picture could not be kept", ex);
		}
	}

	private WebDriverWait waiting() {
		WebDriverWait waiting = new WebDriverWait(this.driver, LIMIT, Duration.ofMillis(50));
		waiting.ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
			.ignoring(ElementNotInteractableException.class);
		return waiting;
	}

}
