package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.faults.Step.Kind;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: what arrives is changed by the toxics and happens at
 * the far end, one step after the other. Lives on the event loop of the proxy.
 */
final class Flow {

	private static final int MOST_HELD = 256 * 1024;

	private final EventLoop loop;

	private final Far far;

	private final Deque<Step> arrived = new ArrayDeque<>();

	private final Deque<Step> planned = new ArrayDeque<>();

	private final List<Future<?>> timers = new ArrayList<>();

	private List<Stage> stages = List.of();

	private @Nullable Future<?> pause;

	private int held;

	Flow(EventLoop loop, Far far) {
		this.loop = loop;
		this.far = far;
	}

	/** From now on these toxics; what the earlier ones still held happens at once. */
	void toxics(List<Toxic> toxics) {
		stop();
		while (!this.planned.isEmpty()) {
			carryOut(this.planned.remove());
		}
		this.stages = toxics.stream().map((toxic) -> toxic.attach(this)).toList();
		pump();
	}

	void arrive(Step step) {
		this.arrived.add(step);
		this.held += step.size();
		pump();
	}

	void after(Duration delay, Kind kind) {
		this.timers
			.add(this.loop.schedule(() -> this.far.carryOut(Step.of(kind)), delay.toNanos(), TimeUnit.NANOSECONDS));
	}

	boolean isFull() {
		return this.held > MOST_HELD;
	}

	void stop() {
		this.timers.forEach((timer) -> timer.cancel(false));
		this.timers.clear();
		if (this.pause != null) {
			this.pause.cancel(false);
			this.pause = null;
		}
	}

	private void pump() {
		while (this.pause == null && !(this.planned.isEmpty() && this.arrived.isEmpty())) {
			if (this.planned.isEmpty()) {
				plan(this.arrived.remove());
			}
			else if (this.planned.element().pause() > 0) {
				this.pause = this.loop.schedule(this::resume, this.planned.element().pause(), TimeUnit.NANOSECONDS);
			}
			else {
				carryOut(this.planned.remove());
			}
		}
	}

	private void resume() {
		this.pause = null;
		carryOut(this.planned.remove());
		pump();
	}

	private void plan(Step step) {
		List<Step> steps = List.of(step);
		for (Stage stage : this.stages) {
			steps = steps.stream().flatMap((each) -> stage.change(each).stream()).toList();
		}
		this.held += steps.stream().mapToInt(Step::size).sum() - step.size();
		this.planned.addAll(steps);
	}

	private void carryOut(Step step) {
		this.held -= step.size();
		this.far.carryOut(step);
	}

	/**
	 * The far end.
	 */
	@FunctionalInterface
	interface Far {

		void carryOut(Step step);

	}

}
