package io.github.wechatpaycontract.simulator.standalone;

import java.net.URI;
import java.nio.file.Path;

import io.github.wechatpaycontract.simulator.ResendSchedule;
import io.github.wechatpaycontract.simulator.TrustMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What can be said on the command line.
 */
@Command(name = "java -jar wechatpay-contract-simulator-standalone.jar", sortOptions = false, usageHelpWidth = 100,
		description = "WeChat Pay's password-free contract on this machine: verifies requests, signs answers, sends "
				+ "notifications. Prints the configuration of a client to standard output, as YAML.")
interface Options {

	@Option(order = 0, names = "--port", paramLabel = "<port>", defaultValue = "9080",
			description = "Port of 127.0.0.1 to listen on, 0 for any that is free; ${DEFAULT-VALUE} if left out.")
	int port();

	@Option(order = 1, names = "--keys", paramLabel = "<directory>",
			description = "Keeps keys and numbers here, so that a client's configuration outlives a restart. What is "
					+ "missing there is made. If left out, every start makes new ones.")
	@Nullable Path keys();

	@Option(order = 2, names = "--notify-url", paramLabel = "<url>",
			defaultValue = "http://localhost:8080/wechatpay/contract/notify",
			description = "Where the application receives notifications; ${DEFAULT-VALUE} if left out. Printed only: "
					+ "a request names its own.")
	URI notifyUrl();

	@Option(order = 3, names = "--termination-url", paramLabel = "<url>",
			description = "Where it is notified that a payer ended a contract. If left out, it is not: WeChat Pay "
					+ "documents no such notification.")
	@Nullable URI terminationUrl();

	@Option(order = 4, names = "--trust", paramLabel = "<mode>", defaultValue = "public-key",
			description = "What clients trust: public-key, certificate or mixed; ${DEFAULT-VALUE} if left out.")
	TrustMode trust();

	@Option(order = 5, names = "--mchid", paramLabel = "<digits>",
			description = "Merchant number; 1900000109 if left out.")
	@Nullable String mchid();

	@Option(order = 6, names = "--appid", paramLabel = "<appid>",
			description = "Appid of the merchant; wxd678efh567hg6787 if left out.")
	@Nullable String appid();

	@Option(order = 7, names = "--service-id", paramLabel = "<number>",
			description = "Password-free service of the merchant; 12535 if left out.")
	@Nullable Long serviceId();

	@Option(order = 8, names = "--schedule", paramLabel = "<name>", defaultValue = "general",
			description = "When notifications are sent again: general, papay or education; ${DEFAULT-VALUE} if left "
					+ "out. WeChat Pay states none for this product.")
	ResendSchedule schedule();

	@Option(order = 9, names = "--remote-targets",
			description = "Lets notifications leave this machine, to whatever https address a request names, also a "
					+ "private one.")
	boolean remoteTargets();

	@Option(order = 10, names = { "-h", "--help" }, usageHelp = true, description = "Prints this and ends.")
	boolean help();

	@Option(order = 11, names = { "-V", "--version" }, versionHelp = true, description = "Prints the version and ends.")
	boolean version();

}
