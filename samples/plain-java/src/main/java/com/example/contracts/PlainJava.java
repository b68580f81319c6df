package com.example.contracts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.ledger.ContractEvent;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;

/**
 * The life of a contract without Spring, with the simulator in the same process.
 */
public final class PlainJava {

	private PlainJava() {
	}

	/**
	 * Opens a session, waits for the payer, ends the contract.
	 * @param args port of the shop and port of the simulator; 8080 and 9080 if left out
	 * @throws Exception if anything goes wrong
	 */
	public static void main(String[] args) throws Exception {
		run((args.length > 0) ? Integer.parseInt(args[0]) : 8080, (args.length > 1) ? Integer.parseInt(args[1]) : 9080,
				System.out);
	}

	static void run(int port, int simulatorPort, PrintStream out) throws IOException, InterruptedException {
		BlockingQueue<ContractEvent> events = new LinkedBlockingQueue<>();
		try (WechatPaySimulator simulator = WechatPaySimulator.builder().port(simulatorPort).start();
				Shop shop = Shop.start(merchant(simulator.merchant()), simulator.merchant().appid(),
						simulator.merchant().serviceId(), port, simulator.baseUrl(), events::add)) {
			String code = shop.open("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "Blue bicycle 17").outContractCode();
			out.printf("Contract %s is %s. Be the payer and confirm it:%n", code, shop.contract(code).state());
			out.printf("  curl -s -X POST %s/simulator/contracts/%s/confirm%n", simulator.baseUrl(), code);
			ContractRecord signed = events.take().contract();
			out.printf("The notification was verified: contract %s is %s.%n", code, signed.state());
			out.printf("Ended by the shop, it is %s.%n", shop.end(code).state());
		}
	}

	/**
	 * With files, {@code Files.readAllBytes} takes the place of {@code bytes}.
	 */
	static Merchant merchant(SimulatedMerchant merchant) {
		return Merchant.builder(merchant.mchid())
			.certificateSerialNumber(merchant.certificateSerialNumber())
			.privateKey(PrivateKeys.read(bytes(merchant.privateKeyPem()), null))
			.apiV3Key(ApiV3Key.of(merchant.apiV3Key()))
			.platformKey(PlatformKey.publicKey(merchant.publicKeyId(), PublicKeys.read(bytes(merchant.publicKeyPem()))))
			.build();
	}

	private static byte[] bytes(String pem) {
		return pem.getBytes(StandardCharsets.US_ASCII);
	}

}
