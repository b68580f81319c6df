package io.github.wechatpaycontract.resilience;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * An application of a merchant, run as a process of its own. Its table of effects has no
 * unique key on purpose: a doubled effect leaves two rows. What it does about a contract
 * whose number starts with one of the words below, it does only if it was started with
 * {@code node.obedient}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LedgerNode {

	/** The process ends inside the handler. */
	static final String HALT_IN_HANDLER = "halt_in";

	/** The process ends after the commit and before the answer. */
	static final String HALT_AFTER_COMMIT = "halt_after";

	/** The handler takes a while. */
	static final String SLOW = "slow";

	static final String EFFECTS = """
			create table effect (id serial primary key, notification_id varchar(64) not null,
			out_contract_code varchar(64) not null, kind varchar(16) not null)""";

	private final boolean obedient;

	LedgerNode(@Value("${node.obedient:false}") boolean obedient) {
		this.obedient = obedient;
	}

	public static void main(String... arguments) {
		SpringApplication.run(LedgerNode.class, arguments);
	}

	@Bean
	ContractNotificationHandler effects(JdbcTemplate jdbc) {
		return (notification) -> {
			jdbc.update("insert into effect (notification_id, out_contract_code, kind) values (?, ?, ?)",
					notification.id(), notification.outContractCode(), notification.kind().name());
			obey(notification);
		};
	}

	private void obey(ContractNotification notification) throws InterruptedException {
		if (this.obedient && notification.outContractCode().startsWith(HALT_IN_HANDLER)) {
			Runtime.getRuntime().halt(137);
		}
		if (this.obedient && notification.outContractCode().startsWith(SLOW)) {
			Thread.sleep(500);
		}
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void committed(ContractSigned event) {
		if (this.obedient && event.contract().outContractCode().startsWith(HALT_AFTER_COMMIT)) {
			Runtime.getRuntime().halt(137);
		}
	}

	@Bean
	RouterFunction<ServerResponse> endpoints(JdbcTemplate jdbc, ContractLedger ledger, HeldConnections connections) {
		return RouterFunctions.route()
			.GET("/hello", (request) -> ServerResponse.ok().body("hello"))
			.GET("/effects",
					(request) -> ServerResponse.ok()
						.body(jdbc.queryForObject("select count(*) from effect", String.class)))
			.POST("/hold", (request) -> ServerResponse.ok().body(connections.hold()))
			.POST("/release", (request) -> ServerResponse.ok().body(connections.release()))
			.POST("/open/{code}",
					(request) -> ServerResponse.ok()
						.body(ledger
							.open((contract) -> contract.outContractCode(request.pathVariable("code"))
								.openid(PlannedNotification.OPENID)
								.contractDisplayAccount("Blue bicycle"))
							.toString()))
			.build();
	}

	@Bean
	HeldConnections heldConnections(HikariDataSource dataSource) {
		return new HeldConnections(dataSource);
	}

	/** For the run that records which classes a node loads. */
	@Bean
	ApplicationRunner exit(ConfigurableApplicationContext context, @Value("${node.exit:false}") boolean exit) {
		return (arguments) -> {
			if (exit) {
				new Thread(() -> System.exit(SpringApplication.exit(context))).start();
			}
		};
	}

}
