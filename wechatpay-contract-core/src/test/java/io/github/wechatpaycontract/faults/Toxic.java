package io.github.wechatpaycontract.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

import io.github.wechatpaycontract.faults.Step.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What may befall the bytes of one direction of a connection: the eight faults that
 * Toxiproxy made well known. Immutable; one toxic may stand on any number of proxies.
 */
public final class Toxic {

	private static final long TICK = Duration.ofMillis(20).toNanos();

	private final String name;

	private final Function<Flow, Stage> start;

	private Toxic(String name, Function<Flow, Stage> start) {
		this.name = name;
		this.start = start;
	}

	/**
	 * Everything arrives later.
	 */
	public static Toxic latency(Duration delay) {
		return latency(delay, Duration.ZERO);
	}

	/**
	 * Everything arrives later, each piece by a time of its own; the order stays.
	 * @param delay how much later
	 * @param jitter how much more or less at most
	 */
	public static Toxic latency(Duration delay, Duration jitter) {
		return new Toxic("latency", (flow) -> (step) -> {
			long spread = jitter.toNanos();
			long late = delay.toNanos() + ThreadLocalRandom.current().nextLong(-spread, spread + 1);
			long left = step.arrived() + late - System.nanoTime();
			return List.of(step.pausing(step.pause() + Math.max(0, left)));
		});
	}

	/**
	 * The proxy goes away: its connections are closed and new ones are refused, until
	 * {@link FaultProxy#clear()}.
	 */
	public static Toxic down() {
		return new Toxic("down", (flow) -> (step) -> List.of(Step.of(Kind.DOWN)));
	}

	/**
	 * No more than so many bytes in a second.
	 */
	public static Toxic bandwidth(int bytesPerSecond) {
		long nanosPerByte = Duration.ofSeconds(1).toNanos() / bytesPerSecond;
		int size = (int) Math.max(1, TICK / nanosPerByte);
		return new Toxic("bandwidth", (flow) -> (step) -> {
			List<Step> slow = new ArrayList<>();
			for (Step part : parts(step, size)) {
				slow.add(part.pausing(part.pause() + part.size() * nanosPerByte));
			}
			return slow;
		});
	}

	/**
	 * The end of the connection arrives later.
	 */
	public static Toxic slowClose(Duration delay) {
		return new Toxic("slowClose", (flow) -> (step) -> (step.kind() == Kind.SEND) ? List.of(step)
				: List.of(step.pausing(step.pause() + delay.toNanos())));
	}

	/**
	 * Nothing arrives and nothing is ever closed.
	 */
	public static Toxic timeout() {
		return new Toxic("timeout", (flow) -> Toxic::swallow);
	}

	/**
	 * Nothing arrives, and the connection is closed after a time.
	 */
	public static Toxic timeout(Duration until) {
		return new Toxic("timeout", (flow) -> {
			flow.after(until, Kind.CLOSE);
			return Toxic::swallow;
		});
	}

	/**
	 * Nothing arrives, and the connection is reset after a time.
	 */
	public static Toxic resetPeer(Duration until) {
		return new Toxic("resetPeer", (flow) -> {
			flow.after(until, Kind.RESET);
			return Toxic::swallow;
		});
	}

	/**
	 * Bytes arrive in small pieces.
	 * @param size how many bytes each has
	 * @param pause how much time lies between two
	 */
	public static Toxic slicer(int size, Duration pause) {
		return new Toxic("slicer", (flow) -> (step) -> {
			List<Step> parts = parts(step, size);
			parts.replaceAll((part) -> (part != parts.get(0)) ? part.pausing(pause.toNanos()) : part);
			return parts;
		});
	}

	/**
	 * The connection is closed after so many bytes.
	 */
	public static Toxic limitData(int bytes) {
		return new Toxic("limitData", (flow) -> new Stage() {

			private int left = bytes;

			@Override
			public List<Step> change(Step step) {
				if (step.kind() != Kind.SEND || step.size() < this.left) {
					this.left -= step.size();
					return List.of(step);
				}
				int last = this.left;
				this.left = 0;
				Step end = Step.of(Kind.CLOSE);
				return (last > 0) ? List.of(step.part(0, last), end) : List.of(end);
			}

		});
	}

	/**
	 * This toxic, once so many bytes have passed unharmed.
	 */
	public Toxic after(int bytes) {
		return begin((step, passed) -> bytes - passed);
	}

	/**
	 * This toxic, once a text has passed unharmed: what follows it in the same piece is
	 * already the toxic's. The text must come in one piece.
	 */
	public Toxic after(String text) {
		return begin((step, passed) -> {
			int index = new String(step.bytes(), StandardCharsets.ISO_8859_1).indexOf(text);
			return (index >= 0) ? index + text.length() : Integer.MAX_VALUE;
		});
	}

	private Toxic begin(ToIntBiFunction<Step, Integer> border) {
		return new Toxic(this.name, (flow) -> new Stage() {

			private int passed;

			private @Nullable Stage inner;

			@Override
			public List<Step> change(Step step) {
				if (this.inner != null) {
					return this.inner.change(step);
				}
				int unharmed = border.applyAsInt(step, this.passed);
				if (unharmed > step.size()) {
					this.passed += step.size();
					return List.of(step);
				}
				Stage begun = Toxic.this.start.apply(flow);
				this.inner = begun;
				List<Step> steps = new ArrayList<>();
				if (unharmed > 0) {
					steps.add(step.part(0, unharmed));
				}
				if (unharmed < step.size() || step.size() == 0) {
					steps.addAll(begun.change(step.part(unharmed, step.size())));
				}
				return steps;
			}

		});
	}

	Stage attach(Flow flow) {
		return this.start.apply(flow);
	}

	private static List<Step> swallow(Step step) {
		return (step.kind() == Kind.SEND) ? List.of() : List.of(step);
	}

	private static List<Step> parts(Step step, int size) {
		List<Step> parts = new ArrayList<>();
		for (int from = 0; from < step.size(); from += size) {
			parts.add(step.part(from, Math.min(step.size(), from + size)));
		}
		return parts.isEmpty() ? new ArrayList<>(List.of(step)) : parts;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
