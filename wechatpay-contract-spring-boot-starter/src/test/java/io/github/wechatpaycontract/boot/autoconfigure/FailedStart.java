package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A start of an application that must fail, and what it told.
 */
final class FailedStart {

	private final String report;

	private final String trace;

	private FailedStart(String report, String trace) {
		this.report = report;
		this.trace = trace;
	}

	/**
	 * Starts an application whose properties are right but for the changes.
	 * @param changes name and value in turns; {@code null} removes a property
	 */
	static FailedStart with(CapturedOutput output, String... changes) {
		return with(Application.class, output, changes);
	}

	static FailedStart with(Class<?> application, CapturedOutput output, String... changes) {
		int before = output.getAll().length();
		Throwable failure = catchThrowable(() -> start(application, changes).close());
		String report = output.getAll().substring(before);
		assertThat(failure).as("the start must fail").isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		FailedStart start = new FailedStart(report, trace.toString());
		assertThat(report).contains("APPLICATION FAILED TO START").contains("Action:");
		assertThat(report + trace).doesNotContain(TestKeys.secrets());
		return start;
	}

	static ConfigurableApplicationContext start(Class<?> application, String... changes) {
		Map<String, Object> properties = new LinkedHashMap<>(TestKeys.properties());
		for (int i = 0; i < changes.length; i += 2) {
			properties.remove(changes[i]);
			if (changes[i + 1] != null) {
				properties.put(changes[i], changes[i + 1]);
			}
		}
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", properties)))
			.run();
	}

	/**
	 * Asserts that the report names a property.
	 */
	FailedStart blames(String property) {
		assertThat(this.report).contains("Property '" + property + "'");
		return this;
	}

	FailedStart says(String... texts) {
		assertThat(this.report).contains(texts);
		return this;
	}

	FailedStart doesNotReport(String... texts) {
		assertThat(this.report).doesNotContain(texts);
		return this;
	}

	FailedStart neverTells(String... texts) {
		assertThat(this.report + this.trace).doesNotContain(texts);
		return this;
	}

	/**
	 * An application with nothing but the starter.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WechatPayAutoConfiguration.class, PreEntrustSignAutoConfiguration.class,
			ContractAutoConfiguration.class, ContractNotificationAutoConfiguration.class,
			MerchantRegistryAutoConfiguration.class })
	static class Application {

	}

}
