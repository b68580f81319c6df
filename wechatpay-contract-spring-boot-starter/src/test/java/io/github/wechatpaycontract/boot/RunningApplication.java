package io.github.wechatpaycontract.boot;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application on a free port, pointed at a simulator.
 */
public final class RunningApplication implements AutoCloseable {

	public static final String NOTIFY_PATH = "/wechatpay/contract/notify";

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts an application.
	 * @param settings properties in pairs
	 */
	public static RunningApplication start(WebApplicationType type, Class<?> application, WechatPaySimulator simulator,
			String... settings) {
		return new RunningApplication(application(type, application, simulator, settings).run());
	}

	/**
	 * Starts an application as it starts after its beans were written down as code.
	 * @param settings properties in pairs
	 */
	public static RunningApplication startAheadOfTime(WebApplicationType type, Class<?> application,
			WechatPaySimulator simulator, String... settings) {
		return new RunningApplication(
				AheadOfTime.run(() -> application(type, application, simulator, settings), application));
	}

	private static SpringApplicationBuilder application(WebApplicationType type, Class<?> application,
			WechatPaySimulator simulator, String... settings) {
		Map<String, Object> properties = new LinkedHashMap<>(
				simulator.springProperties("http://127.0.0.1:1" + NOTIFY_PATH));
		properties.put("server.port", "0");
		// The tests of the endpoint itself send what no ledger knows.
		properties.put("wechatpay.ledger.enabled", "false");
		properties.put("spring.main.banner-mode", "off");
		properties.put("spring.main.log-startup-info", "false");
		for (String setting : settings) {
			int equals = setting.indexOf('=');
			properties.put(setting.substring(0, equals), setting.substring(equals + 1));
		}
		return new SpringApplicationBuilder(application).web(type).registerShutdownHook(false).properties(properties);
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	public RawResponse send(RawRequest request) {
		return RawClient.send(port(), request);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
