package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Store;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the ledger is to be kept in memory.
 */
final class OnJdbcLedgerStoreCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Store store = Binder.get(context.getEnvironment())
			.bind("wechatpay.ledger.store", Store.class)
			.orElse(Store.AUTO);
		return new ConditionOutcome(store != Store.MEMORY,
				ConditionMessage.forCondition("wechatpay.ledger.store").because("is " + store));
	}

}
