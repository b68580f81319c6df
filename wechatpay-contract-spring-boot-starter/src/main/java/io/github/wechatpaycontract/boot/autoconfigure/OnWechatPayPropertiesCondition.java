package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when any {@code wechatpay.*} property is set: who sets one wants the rest, and
 * is told what is missing.
 */
final class OnWechatPayPropertiesCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = new Binder(ConfigurationPropertySources.get(context.getEnvironment()),
				PlaceholdersResolver.NONE);
		boolean none = binder.bind("wechatpay", Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).isEmpty();
		ConditionMessage.Builder message = ConditionMessage.forCondition("wechatpay.* properties");
		return none ? ConditionOutcome.noMatch(message.because("none is set"))
				: ConditionOutcome.match(message.because("at least one is set"));
	}

}
