package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
		boolean set = sources(context).filter(OnWechatPayPropertiesCondition::isListed)
			.anyMatch(OnWechatPayPropertiesCondition::listsAny)
				|| sources(context).filter((source) -> !isListed(source))
					.anyMatch(OnWechatPayPropertiesCondition::knowsAny);
		return new ConditionOutcome(set, message.because(set ? "at least one is set" : "none is set"));
	}

	private static Stream<ConfigurationPropertySource> sources(ConditionContext context) {
		return StreamSupport.stream(ConfigurationPropertySources.get(context.getEnvironment()).spliterator(), false);
	}

	private static boolean isListed(ConfigurationPropertySource source) {
		return source instanceof IterableConfigurationPropertySource
				&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource);
	}

	private static boolean listsAny(ConfigurationPropertySource source) {
		return source.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT;
	}

	/** Asks for each name, which takes long: only when no list has any. */
	private static boolean knowsAny(ConfigurationPropertySource source) {
		return KnownProperties.names()
			.map(ConfigurationPropertyName::of)
			.anyMatch((name) -> source.getConfigurationProperty(name) != null);
	}

}
