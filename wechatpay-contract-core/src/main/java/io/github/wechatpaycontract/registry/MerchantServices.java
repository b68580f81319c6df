package io.github.wechatpaycontract.registry;

import java.time.Clock;
import java.util.Optional;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractOperations;
import io.github.wechatpaycontract.contract.ContractTemplate;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ContractOrderTemplate;
import io.github.wechatpaycontract.order.ReactiveContractOrderOperations;
import io.github.wechatpaycontract.order.ReactiveContractOrderTemplate;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.SignIntentRecorder;

/**
 * Everything one merchant can do, with its own keys and connections.
 */
public final class MerchantServices implements AutoCloseable {

	private final MerchantDefinition definition;

	private final SignedExchange exchange;

	private final NotificationVerifier notificationVerifier;

	private final ReactivePreEntrustSignOperations preEntrustSign;

	private final ReactiveContractOperations contracts;

	private final ReactiveContractOrderOperations orders;

	private final ReactiveWechatPayClient client;

	private final ReactiveSecurityEcho securityEcho;

	/**
	 * Creates the services.
	 * @param definition the merchant
	 * @param exchange what signs, sends and verifies with its keys; closed with the
	 * services
	 * @param notificationVerifier verifies notifications with its keys
	 * @param launchFactory how sessions reach the signing mini program
	 * @param clock this host's clock
	 * @param intents keeps each pre-entrust-sign before it is sent
	 * @throws IllegalArgumentException if the exchange signs for another merchant
	 */
	public MerchantServices(MerchantDefinition definition, SignedExchange exchange,
			NotificationVerifier notificationVerifier, MiniProgramLaunchFactory launchFactory, Clock clock,
			SignIntentRecorder intents) {
		if (!exchange.mchid().equals(definition.merchant().mchid())) {
			throw new IllegalArgumentException("The exchange of merchant '%s' signs for merchant '%s'"
				.formatted(definition.merchant().mchid(), exchange.mchid()));
		}
		this.definition = definition;
		this.exchange = exchange;
		this.notificationVerifier = notificationVerifier;
		this.preEntrustSign = new ReactivePreEntrustSignTemplate(exchange, definition.defaults(), launchFactory, clock,
				intents);
		this.contracts = new ReactiveContractTemplate(exchange);
		this.orders = new ReactiveContractOrderTemplate(exchange, clock);
		this.client = new ReactiveWechatPayClient(exchange);
		this.securityEcho = new ReactiveSecurityEcho(exchange);
	}

	MerchantDefinition definition() {
		return this.definition;
	}

	/**
	 * Returns how the application calls the merchant.
	 * @return the name
	 */
	public String name() {
		return this.definition.name();
	}

	/**
	 * Returns the merchant's number and keys.
	 * @return the merchant
	 */
	public Merchant merchant() {
		return this.definition.merchant();
	}

	/**
	 * Returns what the merchant's requests may leave open.
	 * @return the defaults
	 */
	public PreEntrustSignDefaults defaults() {
		return this.definition.defaults();
	}

	/**
	 * Returns the path at which the merchant's notifications arrive.
	 * @return the path, empty for none
	 */
	public Optional<String> notificationPath() {
		return Optional.ofNullable(this.definition.notificationPath());
	}

	/**
	 * Returns what verifies notifications with the merchant's keys only.
	 * @return the verifier
	 */
	public NotificationVerifier notificationVerifier() {
		return this.notificationVerifier;
	}

	/**
	 * Returns what opens signing sessions.
	 * @return the operations
	 */
	public PreEntrustSignOperations preEntrustSign() {
		return new PreEntrustSignTemplate(this.preEntrustSign);
	}

	/**
	 * Returns what opens signing sessions without blocking.
	 * @return the operations
	 */
	public ReactivePreEntrustSignOperations reactivePreEntrustSign() {
		return this.preEntrustSign;
	}

	/**
	 * Returns what queries and ends contracts.
	 * @return the operations
	 */
	public ContractOperations contracts() {
		return new ContractTemplate(this.contracts);
	}

	/**
	 * Returns what queries and ends contracts without blocking.
	 * @return the operations
	 */
	public ReactiveContractOperations reactiveContracts() {
		return this.contracts;
	}

	/**
	 * Returns what makes orders.
	 * @return the operations
	 */
	public ContractOrderOperations orders() {
		return new ContractOrderTemplate(this.orders);
	}

	/**
	 * Returns what makes orders without blocking.
	 * @return the operations
	 */
	public ReactiveContractOrderOperations reactiveOrders() {
		return this.orders;
	}

	/**
	 * Returns what makes any other call.
	 * @return the client
	 */
	public WechatPayClient client() {
		return new WechatPayClient(this.client);
	}

	/**
	 * Returns what makes any other call without blocking.
	 * @return the client
	 */
	public ReactiveWechatPayClient reactiveClient() {
		return this.client;
	}

	/**
	 * Returns the self-test.
	 * @return the self-test
	 */
	public SecurityEcho securityEcho() {
		return new SecurityEcho(this.securityEcho);
	}

	/**
	 * Returns the self-test without blocking.
	 * @return the self-test
	 */
	public ReactiveSecurityEcho reactiveSecurityEcho() {
		return this.securityEcho;
	}

	/**
	 * Returns what signs, sends and verifies with the merchant's keys.
	 * @return the exchange
	 */
	public SignedExchange exchange() {
		return this.exchange;
	}

	/**
	 * Closes the connections.
	 */
	@Override
	public void close() {
		this.exchange.close();
	}

	@Override
	public String toString() {
		return "MerchantServices[name=%s, mchid=%s]".formatted(name(), merchant().mchid());
	}

}
