package io.github.wechatpaycontract.simulator.standalone;

import java.io.IOException;
import java.net.URI;

import io.github.wechatpaycontract.simulator.PortUnavailableException;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A simulator running as its options say.
 */
final class Launch implements AutoCloseable {

	private final WechatPaySimulator simulator;

	private final String printout;

	private Launch(WechatPaySimulator simulator, String printout) {
		this.simulator = simulator;
		this.printout = printout;
	}

	/**
	 * Starts the simulator.
	 * @param command the parsed command line
	 * @throws ParameterException naming the option that stands in the way
	 */
	static Launch of(CommandLine command) {
		Options options = command.getCommand();
		MerchantNumbers numbers = OptionValues.check(command, options);
		KeysDirectory keys = (options.keys() != null) ? new KeysDirectory(options.keys()) : null;
		WechatPaySimulator simulator = start(command, options, merchant(command, options, numbers, keys));
		return new Launch(simulator, new Printout(simulator, options.notifyUrl(), keys).toString());
	}

	private static WechatPaySimulator start(CommandLine command, Options options, SimulatedMerchant merchant) {
		try {
			WechatPaySimulatorBuilder builder = WechatPaySimulator.builder()
				.port(options.port())
				.merchant(merchant)
				.resendSchedule(options.schedule())
				.remoteTargetsAllowed(options.remoteTargets());
			URI terminationUrl = options.terminationUrl();
			return ((terminationUrl != null) ? builder.terminationUrl(terminationUrl) : builder).start();
		}
		catch (PortUnavailableException ex) {
			throw OptionValues.invalid(command, "--port",
					"%d cannot be listened on, another program may have it".formatted(options.port()));
		}
	}

	private static SimulatedMerchant merchant(CommandLine command, Options options, MerchantNumbers numbers,
			@Nullable KeysDirectory keys) {
		if (keys == null) {
			return numbers.builder().trustMode(options.trust()).build();
		}
		try {
			return keys.merchant(numbers, options.trust());
		}
		catch (IllegalArgumentException ex) {
			throw OptionValues.invalid(command, "--keys", "'%s': %s".formatted(options.keys(), ex.getMessage()));
		}
		catch (IOException ex) {
			throw OptionValues.invalid(command, "--keys", "'%s' cannot be used: %s".formatted(options.keys(), ex));
		}
	}

	WechatPaySimulator simulator() {
		return this.simulator;
	}

	String printout() {
		return this.printout;
	}

	@Override
	public void close() {
		this.simulator.close();
	}

}
