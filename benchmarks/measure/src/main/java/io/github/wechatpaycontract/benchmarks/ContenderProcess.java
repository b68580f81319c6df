package io.github.wechatpaycontract.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.load.Load;

/**
 * A contender that is warm: it rests until it is measured again.
 */
final class ContenderProcess implements AutoCloseable {

	private final String name;

	private final List<Load> loads;

	private final Process process;

	private final BufferedReader answers;

	private final PrintStream orders;

	private ContenderProcess(String name, List<Load> loads, Process process) {
		this.name = name;
		this.loads = loads;
		this.process = process;
		this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Starts a contender and waits until it is warm.
	 * @param java the process to start
	 * @param name the contender
	 * @param loads the loads it is measured under
	 * @return the contender
	 * @throws IOException if it cannot start
	 */
	static ContenderProcess start(JavaProcess java, String name, List<Load> loads) throws IOException {
		List<String> args = new ArrayList<>(List.of(name));
		loads.forEach((load) -> args.add(load.toString()));
		ContenderProcess contender = new ContenderProcess(name, loads, java.start(LoadProcess.class.getName(), args));
		try {
			contender.answer(LoadProcess.READY);
			return contender;
		}
		catch (IOException ex) {
			contender.close();
			throw ex;
		}
	}

	String name() {
		return this.name;
	}

	boolean isMeasuredUnder(Load load) {
		return this.loads.contains(load);
	}

	/**
	 * Measures it once.
	 * @param load the load
	 * @return the figures
	 * @throws IOException if it ended
	 */
	Figures measure(Load load) throws IOException {
		this.orders.println(load);
		return Figures.parse(answer(LoadProcess.RESULT));
	}

	private String answer(String word) throws IOException {
		for (String line = this.answers.readLine(); line != null; line = this.answers.readLine()) {
			if (line.startsWith(word)) {
				return line.substring(word.length());
			}
			System.out.println(this.name + " " + line);
		}
		throw new IOException(this.name + " ended");
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
