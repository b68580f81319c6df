package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends signals that {@link Process} has no method for.
 */
final class Signals {

	private Signals() {
	}

	static void send(String signal, Iterable<ProcessHandle> processes) {
		List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
		processes.forEach((process) -> command.add(Long.toString(process.pid())));
		if (command.size() > 2) {
			run(command);
		}
	}

	/**
	 * Runs a command to its end.
	 * @return what it printed
	 */
	static String run(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes());
			if (!process.waitFor(60, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IllegalStateException(command.get(0) + " takes too long");
			}
			return output;
		}
		catch (IOException ex) {
			throw new IllegalStateException(command.get(0) + " cannot be run", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
