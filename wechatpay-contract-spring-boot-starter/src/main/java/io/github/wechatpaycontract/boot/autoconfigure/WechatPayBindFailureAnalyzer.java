package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/**
 * Explains a {@code wechatpay.*} property that is unknown or not of its type, without the
 * value that Boot's own analyzers print.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WechatPayBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("wechatpay");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.equals(cause.getName()) && !PREFIX.isAncestorOf(cause.getName())) {
			return null;
		}
		UnboundConfigurationPropertiesException unbound = findCause(cause,
				UnboundConfigurationPropertiesException.class);
		if (unbound != null) {
			return new FailureAnalysis(
					unbound.getUnboundProperties()
						.stream()
						.map(WechatPayBindFailureAnalyzer::unknown)
						.collect(Collectors.joining("\n")),
					"Correct the spelling or remove it: a misspelt key would silently change nothing.", cause);
		}
		if (holdsPlaceholder(cause.getProperty())) {
			return new FailureAnalysis(
					"Property '%s'%s %s".formatted(cause.getName(), origin(cause.getProperty()), Property.PLACEHOLDER),
					Property.PLACEHOLDER_FIX, cause);
		}
		Class<?> type = cause.getTarget().getType().toClass();
		return new FailureAnalysis("Property '%s'%s is not a %s".formatted(cause.getName(), origin(cause.getProperty()),
				type.getSimpleName()), "Correct the value%s.".formatted(accepted(type)), cause);
	}

	private static boolean holdsPlaceholder(@Nullable ConfigurationProperty property) {
		return property != null && Property.holdsPlaceholder(String.valueOf(property.getValue()));
	}

	private static String accepted(Class<?> type) {
		if (type == Duration.class) {
			return ", such as 10s";
		}
		if (type == DataSize.class) {
			return ", such as 64KB";
		}
		return type.isEnum() ? Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.joining(", ", ": one of ", "")) : "";
	}

	private static String unknown(ConfigurationProperty property) {
		String name = property.getName().toString();
		return "Property '%s'%s is unknown%s".formatted(name, origin(property),
				KnownProperties.nearest(name).map((known) -> "; did you mean '" + known + "'?").orElse(""));
	}

	private static String origin(@Nullable ConfigurationProperty property) {
		return (property != null && property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
	}

}
