package io.github.wechatpaycontract.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless something is switched off, read as the properties read it: {@code off}
 * and {@code no} are false too.
 */
abstract class OnFlagCondition extends SpringBootCondition {

	private final String property;

	OnFlagCondition(String property) {
		this.property = property;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = Binder.get(context.getEnvironment()).bind(this.property, Boolean.class).orElse(true);
		return new ConditionOutcome(enabled, ConditionMessage.forCondition(this.property).because("is " + enabled));
	}

}
