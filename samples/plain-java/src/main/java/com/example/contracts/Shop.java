package com.example.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.WechatPayContracts;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;

/**
 * A merchant: its contracts, and the address at which WeChat Pay notifies it. Contracts
 * are kept in memory and gone after a restart; a real shop gives
 * {@code WechatPayContracts} a store over its database.
 */
final class Shop implements AutoCloseable {

	private static final String NOTIFY_PATH = "/wechatpay/contract/notify";

	static {
		// Seconds for a request to arrive; without, a slow sender holds a thread for
		// ever.
		System.setProperty("sun.net.httpserver.maxReqTime", "5");
	}

	private final HttpServer server;

	private final ExecutorService threads = Executors.newFixedThreadPool(16);

	private final WechatPayContracts contracts;

	private Shop(HttpServer server, WechatPayContracts contracts) {
		this.server = server;
		this.contracts = contracts;
	}

	/**
	 * Starts the shop.
	 * @param baseUrl WeChat Pay's simulator; leave it to {@code WechatPayContracts} to
	 * find WeChat Pay itself
	 */
	static Shop start(Merchant merchant, String appid, long serviceId, int port, URI baseUrl,
			Consumer<ContractEvent> listener) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		String notifyUrl = "http://localhost:" + server.getAddress().getPort() + NOTIFY_PATH;
		Shop shop = new Shop(server,
				WechatPayContracts.builder(merchant)
					.defaults(new PreEntrustSignDefaults(appid, serviceId, notifyUrl))
					.baseUrl(baseUrl)
					.onEvent(listener)
					.start());
		server.setExecutor(shop.threads);
		server.createContext(NOTIFY_PATH, new NotifyEndpoint(shop.contracts));
		server.start();
		return shop;
	}

	/**
	 * Opens a session; its {@code launch()} is for the mini program.
	 */
	MiniProgramSignSession open(String openid, String displayAccount) {
		return this.contracts.ledger()
			.open((contract) -> contract.openid(openid).contractDisplayAccount(displayAccount));
	}

	ContractRecord contract(String outContractCode) {
		return this.contracts.ledger().find(outContractCode).orElseThrow();
	}

	ContractRecord end(String outContractCode) {
		return this.contracts.ledger().terminate(outContractCode, "The bicycle is back");
	}

	URI notifyUrl() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + NOTIFY_PATH);
	}

	/**
	 * Lets notifications that are being answered have their answer first.
	 */
	@Override
	public void close() {
		this.server.stop(1);
		this.threads.shutdown();
		this.contracts.close();
	}

}
