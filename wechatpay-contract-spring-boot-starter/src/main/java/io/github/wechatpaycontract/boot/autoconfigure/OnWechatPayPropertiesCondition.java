package io.github.wechatpaycontract.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when any {@code wechatpay.*} property is set: who sets one wants the rest, and
 * is told what is missing. Environment variables count only under names that are known,
 * since a container platform adds others, such as {@code WECHATPAY_SERVICE_HOST}.
 */
final class OnWechatPayPropertiesCondition extends SpringBootCondition {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("wechatpay");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("wechatpay.* properties");
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
			if (isSetIn(source)) {
				return ConditionOutcome.match(message.because("at least one is set"));
			}
		}
		return ConditionOutcome.noMatch(message.because("none is set"));
	}

	private static boolean isSetIn(ConfigurationPropertySource source) {
		if (source instanceof IterableConfigurationPropertySource iterable
				&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
			return iterable.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT;
		}
		return KnownProperties.names()
			.map(ConfigurationPropertyName::of)
			.anyMatch((name) -> source.getConfigurationProperty(name) != null);
	}

}
