package io.github.wechatpaycontract.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when something is switched on, read as the properties read it: {@code off} and
 * {@code no} are false too.
 */
abstract class OnFlagCondition extends SpringBootCondition {

	private final String property;

	private final boolean unlessSet;

	/**
	 * Creates the condition.
	 * @param property the switch
	 * @param unlessSet whether it is on unless set
	 */
	OnFlagCondition(String property, boolean unlessSet) {
		this.property = property;
		this.unlessSet = unlessSet;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = Binder.get(context.getEnvironment())
			.bind(this.property, Boolean.class)
			.orElse(this.unlessSet);
		return new ConditionOutcome(enabled, ConditionMessage.forCondition(this.property).because("is " + enabled));
	}

}
