package io.github.wechatpaycontract.simulator.standalone;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import io.github.wechatpaycontract.simulator.ResendSchedule;
import io.github.wechatpaycontract.simulator.TrustMode;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The simulator as a program: {@code java -jar …-standalone.jar --help} lists its
 * options. It prints what a client has to be configured with and runs until it is
 * interrupted.
 */
public final class StandaloneSimulator {

	private static final int MISUSE = 2;

	private StandaloneSimulator() {
	}

	/**
	 * Runs the program.
	 * @param args the options
	 * @throws InterruptedException if the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		// Netty does without it; with it, newer JDKs warn at every start.
		System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
		CommandLine command = command();
		try {
			if (CommandLine.printHelpIfRequested(command.parseArgs(args))) {
				return;
			}
			Launch launch = Launch.of(command);
			Runtime.getRuntime().addShutdownHook(new Thread(launch::close, "wechatpay-simulator-end"));
			System.out.print(launch.printout());
			System.out.flush();
			new CountDownLatch(1).await();
		}
		catch (ParameterException ex) {
			report(ex, new PrintWriter(System.err, true));
			System.exit(MISUSE);
		}
	}

	static CommandLine command() {
		CommandLine command = new CommandLine(Options.class).registerConverter(TrustMode.class, OptionValues::trust)
			.registerConverter(ResendSchedule.class, OptionValues::schedule);
		command.getCommandSpec().versionProvider(() -> new String[] { version() });
		return command;
	}

	static void report(ParameterException problem, PrintWriter err) {
		err.println(problem.getMessage());
		if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
			err.println("--help lists the options");
		}
	}

	private static String version() {
		return Objects.requireNonNullElse(StandaloneSimulator.class.getPackage().getImplementationVersion(),
				"not packaged");
	}

}
