package io.github.wechatpaycontract.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Callers that each have a thread, platform or virtual.
 */
public final class ThreadCallers implements Callers {

	private final BlockingCaller caller;

	private final Function<Runnable, Thread> threads;

	private final List<Thread> running = new ArrayList<>();

	private volatile boolean stopped;

	private ThreadCallers(BlockingCaller caller, Function<Runnable, Thread> threads) {
		this.caller = caller;
		this.threads = threads;
	}

	public static ThreadCallers platform(BlockingCaller caller) {
		return new ThreadCallers(caller, Thread::new);
	}

	/**
	 * Creates callers on virtual threads. The code is compiled for Java 17, which has
	 * none.
	 * @param caller makes the call
	 * @return the callers
	 */
	public static ThreadCallers virtual(BlockingCaller caller) {
		return new ThreadCallers(caller, (work) -> {
			try {
				Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
				return (Thread) Class.forName("java.lang.Thread$Builder")
					.getMethod("unstarted", Runnable.class)
					.invoke(builder, work);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException("Virtual threads need JDK 21 or later", ex);
			}
		});
	}

	@Override
	public void start(int count, Tally tally) {
		this.stopped = false;
		for (int i = 0; i < count; i++) {
			Thread thread = this.threads.apply(() -> work(tally));
			this.running.add(thread);
			thread.start();
		}
	}

	private void work(Tally tally) {
		while (!this.stopped) {
			long start = System.nanoTime();
			try {
				this.caller.call();
				tally.answered(System.nanoTime() - start);
			}
			catch (Exception ex) {
				tally.failed(ex);
			}
		}
	}

	@Override
	public void stop() throws InterruptedException {
		this.stopped = true;
		for (Thread thread : this.running) {
			thread.join();
		}
		this.running.clear();
	}

}
