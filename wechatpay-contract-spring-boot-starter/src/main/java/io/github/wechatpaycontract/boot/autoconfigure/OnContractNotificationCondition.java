package io.github.wechatpaycontract.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless notifications are switched off, read as the properties read it:
 * {@code off} and {@code no} are false too.
 */
final class OnContractNotificationCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = Binder.get(context.getEnvironment())
			.bind("wechatpay.notification.enabled", Boolean.class)
			.orElse(true);
		return new ConditionOutcome(enabled,
				ConditionMessage.forCondition("wechatpay.notification.enabled").because("is " + enabled));
	}

}
