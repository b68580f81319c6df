package io.github.wechatpaycontract.simulator.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import io.github.wechatpaycontract.simulator.MerchantClient;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Launch}.
 */
class LaunchTests {

	@TempDir
	private Path temporary;

	@Test
	void printoutIsYamlWithTheSpringProperties() {
		try (Launch launch = launch("--port", "0", "--notify-url", "http://localhost:7000/notify")) {
			assertThat(flat(launch.printout()))
				.isEqualTo(launch.simulator().springProperties("http://localhost:7000/notify"));
		}
	}

	@Test
	void printoutWithKeysNamesTheirFiles() {
		String directory = this.temporary.resolve("two words").toString();
		try (Launch launch = launch("--port", "0", "--keys", directory, "--trust", "mixed")) {
			assertThat(flat(launch.printout()))
				.containsEntry("wechatpay.private-key-path",
						"file://" + this.temporary.toUri().getPath() + "two%20words/apiclient_key.pem")
				.containsEntry("wechatpay.public-key-path",
						"file://" + this.temporary.toUri().getPath() + "two%20words/pub_key.pem")
				.containsEntry("wechatpay.platform-certificates.enabled", true);
			assertThat(launch.printout()).contains("#   merchant key    " + directory + "/apiclient_key.pem")
				.doesNotContain("--keys");
		}
	}

	@Test
	void printoutWithoutKeysSaysHowToKeepThem() {
		try (Launch launch = launch("--port", "0", "--trust", "certificate")) {
			assertThat(launch.printout()).contains("--keys <directory>").doesNotContain("PUB_KEY_ID");
		}
	}

	@Test
	void numbersAreTheGivenOnes() {
		try (Launch launch = launch("--port=0", "--mchid=1900000110", "--appid=wx1", "--service-id=5")) {
			assertThat(launch.simulator().merchant().mchid()).isEqualTo("1900000110");
			assertThat(launch.simulator().merchant().appid()).isEqualTo("wx1");
			assertThat(launch.simulator().merchant().serviceId()).isEqualTo(5);
		}
	}

	@Test
	void endOfAContractIsNotifiedToTheTerminationUrl() {
		String target = "http://localhost:7000/terminated";
		try (Launch launch = launch("--port=0", "--termination-url", target)) {
			assertThat(terminationTarget(launch)).isEqualTo(URI.create(target));
		}
		try (Launch launch = launch("--port=0")) {
			assertThat(terminationTarget(launch)).isNull();
		}
	}

	@Test
	void remoteNotifyUrlIsPrintedWhenNotificationsMayLeave() {
		try (Launch launch = launch("--port=0", "--notify-url=https://10.0.0.5/b", "--remote-targets")) {
			assertThat(launch.printout()).contains("notify-url: \"https://10.0.0.5/b\"");
		}
		assertThatExceptionOfType(ParameterException.class)
			.isThrownBy(() -> launch("--port=0", "--notify-url=http://a.com/b", "--remote-targets"))
			.withMessageContaining("is not https://host/path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://localhost:8443/b", "https://127.0.0.1/b", "http://shop.localhost/b" })
	void notifyUrlOfThisHostIsPrinted(String url) {
		try (Launch launch = launch("--port=0", "--notify-url", url)) {
			assertThat(launch.printout()).contains("notify-url: \"" + url + "\"");
		}
	}

	@Test
	void takenPortIsNamed() {
		try (WechatPaySimulator other = WechatPaySimulator.start()) {
			assertThatExceptionOfType(ParameterException.class)
				.isThrownBy(() -> launch("--port", String.valueOf(other.port())))
				.withMessage("Invalid value for option '--port': %d cannot be listened on, another program may have it"
					.formatted(other.port()));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--port=many             | Invalid value for option '--port': 'many' is not an int
					--port=70000            | Invalid value for option '--port': 70000 is not between 0 and 65535
					--trust=nobody          | Invalid value for option '--trust': 'nobody' is none of public-key, certificate, mixed
					--mchid=x               | Invalid value for option '--mchid': 'x'
					--service-id=0          | Invalid value for option '--service-id': '0'
					--appid=a-b             | Invalid value for option '--appid': 'a-b'
					--notify-url=localhost  | Invalid value for option '--notify-url': 'localhost'
					--notify-url=http://localhost/b?c | Invalid value for option '--notify-url': 'http://localhost/b?c'
					--notify-url=https://a.com/b | Invalid value for option '--notify-url': 'https://a.com/b' is not on this machine
					--notify-url=https://10.0.0.5/b | Invalid value for option '--notify-url': 'https://10.0.0.5/b' is not on this machine
					--termination-url=x     | Invalid value for option '--termination-url': 'x' is not https://host/path
					--termination-url=https://a.com/b | Invalid value for option '--termination-url': 'https://a.com/b' is not on this machine
					--keys=/dev/null        | Invalid value for option '--keys': '/dev/null' cannot be used: java.nio.file.NotDirectoryException
					--prot=1                | Unknown option: '--prot=1'
					""")
	void badOptionIsNamed(String argument, String message) {
		assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> launch("--port=0", argument))
			.withMessageStartingWith(message);
	}

	private static @Nullable URI terminationTarget(Launch launch) {
		WechatPaySimulator simulator = launch.simulator();
		new MerchantClient(simulator).open("code1");
		simulator.confirm("code1");
		simulator.terminateByPayer("code1");
		return simulator.notifications().terminationDraftOf("code1").build().target();
	}

	private static Launch launch(String... args) {
		CommandLine command = StandaloneSimulator.command();
		command.setOverwrittenOptionsAllowed(true);
		command.parseArgs(args);
		return Launch.of(command);
	}

	private static Map<String, Object> flat(String yaml) {
		Map<String, Object> properties = new TreeMap<>();
		flatten("", new Yaml().<Map<?, ?>>load(yaml), properties);
		return properties;
	}

	private static void flatten(String prefix, Map<?, ?> level, Map<String, Object> properties) {
		level.forEach((name, value) -> {
			if (value instanceof Map<?, ?> deeper) {
				flatten(prefix + name + ".", deeper, properties);
			}
			else {
				properties.put(prefix + name, (value instanceof Integer number) ? number.longValue() : value);
			}
		});
	}

}
