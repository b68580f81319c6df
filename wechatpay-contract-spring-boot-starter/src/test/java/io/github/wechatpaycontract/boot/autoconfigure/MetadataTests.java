package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor tells about {@code wechatpay.*}.
 */
@Tag("build-only")
class MetadataTests {

	private static final Set<String> GROUPS = Set.of("wechatpay", "wechatpay.client", "wechatpay.client.fail-over",
			"wechatpay.client.pool", "wechatpay.client.proxy", "wechatpay.contract", "wechatpay.crypto",
			"wechatpay.notification", "wechatpay.platform-certificates", "wechatpay.ledger",
			"wechatpay.ledger.reconciliation", "management.health.wechatpay", "management.endpoint.wechatpayparked",
			"management.endpoint.wechatpayparked.cache");

	private final JsonNode metadata = metadata();

	private static JsonNode metadata() {
		try (InputStream in = WechatPayProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return new ObjectMapper().readTree(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> keys(String prefix, Class<?> type) {
		Set<String> keys = new TreeSet<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			if (component.getType().isRecord()) {
				keys.addAll(keys(name, component.getType()));
			}
			else {
				keys.add(name);
			}
		}
		return keys;
	}

	@Test
	void everyComponentHasAKeyAndEveryKeyAComponent() {
		Set<String> described = new TreeSet<>();
		this.metadata.path("properties").forEach((property) -> described.add(property.path("name").asText()));
		described.removeIf((name) -> name.startsWith("management."));
		assertThat(described).isEqualTo(keys("wechatpay", WechatPayProperties.class));
	}

	@Test
	void everyKeyIsDescribedInPlainText() {
		for (JsonNode property : this.metadata.path("properties")) {
			String name = property.path("name").asText();
			String description = property.path("description").asText();
			assertThat(description).as(name)
				.isNotBlank()
				.endsWith(".")
				.doesNotMatch("(?i)^(the|a|an) .*")
				.doesNotMatch("(?i).*\\bdefaults? (is|to|value).*")
				.doesNotContain("{@")
				.doesNotContain("<");
			if ("java.lang.Boolean".equals(property.path("type").asText())) {
				assertThat(description).as(name).startsWith("Whether ");
			}
		}
	}

	/** An editor shows one at a time. */
	@Test
	void everyDescriptionIsUnderstoodAlone() {
		for (JsonNode property : this.metadata.path("properties")) {
			assertThat(property.path("description").asText()).as(property.path("name").asText())
				.doesNotMatch("(Whether|Where|When|How (long|often)) (to \\w+ )?(they|them|it)\\b.*")
				.doesNotMatch("(Whether|How (long|often)) to \\w+:.*");
		}
	}

	@ParameterizedTest
	@CsvSource({ "contract.notify-url,256", "client.max-attempts,1 to 10", "client.max-answer-size,1B to 64MB",
			"client.clock-skew,1s to 1h", "client.fail-over.failures,1 to 1000",
			"client.pool.max-connections,1 to 100000", "client.pool.max-pending-calls,1 to 100000",
			"client.pool.max-idle-time,at most 7s", "client.proxy.port,1 to 65535",
			"notification.max-body-size,1B to 64MB", "notification.clock-skew,1s to 1h",
			"notification.max-attempts,1 to 1000", "ledger.concurrency,1 to 1000", "ledger.capacity,1 to 10000000",
			"ledger.retention,at least 25h", "ledger.reconciliation.queries-per-second,1 to 1000",
			"platform-certificates.refresh-interval,1m to 12h" })
	void limitThatStopsTheStartIsDescribed(String key, String limit) {
		assertThat(this.metadata.path("properties"))
			.filteredOn((property) -> property.path("name").asText().equals("wechatpay." + key))
			.singleElement()
			.satisfies((property) -> assertThat(property.path("description").asText()).contains(limit));
	}

	@Test
	void everyNameIsUnderOneOfTheKnownGroups() {
		this.metadata.path("properties").forEach((property) -> {
			String name = property.path("name").asText();
			assertThat(GROUPS).contains(name.substring(0, name.lastIndexOf('.')));
		});
	}

	@Test
	void everySecretIsText() {
		for (String secret : Arrays.asList("apiV3Key", "previousApiV3Key", "privateKeyPassphrase", "pkcs12Password",
				"privateKeyPath", "pkcs12Path")) {
			assertThat(WechatPayProperties.class.getRecordComponents()).anySatisfy((component) -> {
				assertThat(component.getName()).isEqualTo(secret);
				assertThat(component.getType()).isEqualTo(String.class);
			});
		}
	}

}
