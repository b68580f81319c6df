package com.example.contracts;

import java.util.List;

import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.ledger.ContractTerminated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * What the shop does when a contract moves. The ledger publishes each move once, inside
 * the transaction that keeps it.
 */
@Component
class Memberships {

	private static final Logger logger = LoggerFactory.getLogger(Memberships.class);

	private final JdbcTemplate jdbc;

	Memberships(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Same transaction: the membership is there exactly if the contract is. */
	@EventListener
	void begin(ContractSigned event) {
		this.jdbc.update("insert into membership (out_contract_code) values (?)", event.contract().outContractCode());
		enqueue("welcome", event.contract().outContractCode());
	}

	@EventListener
	void end(ContractTerminated event) {
		this.jdbc.update("delete from membership where out_contract_code = ?", event.contract().outContractCode());
		enqueue("goodbye", event.contract().outContractCode());
	}

	/** After the commit: for what cannot be undone and may be lost. */
	@TransactionalEventListener
	void tell(ContractSigned event) {
		logger.info("Welcome, {}", event.contract().outContractCode());
	}

	/** Slow work goes to a queue of our own, written in the same transaction. */
	private void enqueue(String task, String outContractCode) {
		this.jdbc.update("insert into task (name, out_contract_code) values (?, ?)", task, outContractCode);
	}

	/** This is where the letter is sent. */
	@Scheduled(fixedDelay = 500)
	@Transactional
	void work() {
		List<Long> next = this.jdbc.queryForList("select id from task order by id limit 1 for update", Long.class);
		next.forEach((id) -> this.jdbc.update("delete from task where id = ?", id));
	}

	boolean isMember(String outContractCode) {
		return !this.jdbc
			.queryForList("select 1 from membership where out_contract_code = ?", Integer.class, outContractCode)
			.isEmpty();
	}

}
