package io.github.wechatpaycontract.boot.autoconfigure;

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
		return new FailureAnalysis("Property '%s'%s is not a %s".formatted(cause.getName(), origin(cause.getProperty()),
				cause.getTarget().getType().toClass().getSimpleName()), "Correct the value.", cause);
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
