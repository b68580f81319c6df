package io.github.wechatpaycontract.boot.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties that point an application at a simulator: above its own configuration,
 * below what the test sets.
 *
 * @param environment the application's environment
 */
record SimulatorProperties(ConfigurableEnvironment environment) {

	private static final String PATH = "/wechatpay/contract/notify";

	/**
	 * What is the application's own or the machine's; whatever stands above all of it was
	 * put there by the test, in one of many ways.
	 */
	private static final Set<String> BELOW = Set.of("spring.application.json", "servletConfigInitParams",
			"servletContextInitParams", "jndiProperties", StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	void pointAt(WechatPaySimulator simulator) {
		Map<String, Object> properties = new LinkedHashMap<>();
		forget(properties);
		properties.putAll(simulator.springProperties("http://localhost" + path()));
		MapPropertySource source = new MapPropertySource(WechatPaySimulatorContextCustomizer.SIMULATOR, properties);
		MutablePropertySources sources = this.environment.getPropertySources();
		sources.stream()
			.map(PropertySource::getName)
			.filter(BELOW::contains)
			.findFirst()
			.ifPresentOrElse((name) -> sources.addBefore(name, source), () -> sources.addFirst(source));
	}

	/**
	 * What would stand beside the simulator's keys, or lead past the simulator.
	 */
	private static void forget(Map<String, Object> properties) {
		Stream
			.of("certificate-path", "pkcs12-path", "previous-api-v3-key", "public-key-id", "public-key-path",
					"client.proxy.host")
			.forEach((name) -> properties.put("wechatpay." + name, ""));
		properties.put("wechatpay.enabled", true);
		properties.put("wechatpay.platform-certificates.enabled", false);
		properties.put("wechatpay.platform-certificates.download-at-start", false);
		properties.put("wechatpay.client.fail-over.enabled", false);
	}

	/**
	 * The path where the application is notified, as it sees it.
	 */
	private String path() {
		return find("wechatpay.notification.path")
			.or(() -> find("wechatpay.contract.notify-url").map(SimulatorProperties::pathOf))
			.filter((path) -> path.startsWith("/"))
			.orElseGet(() -> basePath() + PATH);
	}

	private static String pathOf(String url) {
		return url.replaceFirst("^[a-zA-Z]+://[^/]*", "");
	}

	private String basePath() {
		return Stream.of("server.servlet.context-path", "spring.mvc.servlet.path", "spring.webflux.base-path")
			.flatMap((name) -> find(name).stream())
			.map((path) -> path.replaceFirst("/$", ""))
			.collect(Collectors.joining());
	}

	/**
	 * A property of the application, unless it stands for something that is not defined
	 * here.
	 */
	private Optional<String> find(String name) {
		try {
			return Optional.ofNullable(this.environment.getProperty(name)).filter((value) -> !value.isBlank());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
