package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;

/**
 * A browser without a screen that runs no script: what works in it works without one.
 */
final class PageBrowser implements AutoCloseable {

	private final WebClient browser = new WebClient();

	private final String baseUrl;

	private HtmlPage page;

	PageBrowser(WechatPaySimulator simulator, String language) {
		this.baseUrl = "http://localhost:" + simulator.port();
		this.browser.getOptions().setJavaScriptEnabled(false);
		this.browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
		this.browser.addRequestHeader("Accept-Language", language);
	}

	PageBrowser open(String path) {
		try {
			this.page = this.browser.getPage(this.baseUrl + path);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Loads the page again until it shows something.
	 */
	PageBrowser await(Predicate<PageBrowser> shown) {
		Instant limit = Instant.now().plus(Duration.ofSeconds(10));
		while (!shown.test(this)) {
			if (Instant.now().isAfter(limit)) {
				throw new AssertionError("Not shown within 10 seconds; the page says\n" + text());
			}
			open(this.page.getUrl().getFile());
		}
		return this;
	}

	PageBrowser click(String selector) {
		try {
			this.page = element(selector).click();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	PageBrowser choose(String selector, String value) {
		((HtmlSelect) element(selector)).setSelectedAttribute(value, true);
		return this;
	}

	DomElement element(String selector) {
		DomElement element = this.page.querySelector(selector);
		if (element == null) {
			throw new AssertionError("No '" + selector + "' on the page; it says\n" + text());
		}
		return element;
	}

	List<String> texts(String selector) {
		return this.page.querySelectorAll(selector).stream().map((node) -> node.getTextContent().strip()).toList();
	}

	boolean has(String selector) {
		return this.page.querySelector(selector) != null;
	}

	String text(String selector) {
		return element(selector).getTextContent();
	}

	String text() {
		return this.page.getBody().getTextContent();
	}

	String source() {
		return this.page.getWebResponse().getContentAsString();
	}

	int status() {
		return this.page.getWebResponse().getStatusCode();
	}

	String path() {
		return this.page.getUrl().getFile();
	}

	@Override
	public void close() {
		this.browser.close();
	}

}
