package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the host of an attempt. A host that could not be reached several times in a row
 * is left, and one that is left is tried in the background once in each cool-down, so
 * that no call waits for it. Only what happened before anything was received counts.
 */
final class Hosts {

	private final Host primary;

	private final @Nullable Host backup;

	private final LongSupplier nanoTime;

	Hosts(HostSettings settings, LongSupplier nanoTime) {
		this.primary = new Host(settings.primary(), settings);
		this.backup = (settings.backup() != null) ? new Host(settings.backup(), settings) : null;
		this.nanoTime = nanoTime;
	}

	/**
	 * Returns the host of a new attempt: the first one that is not left; when both are,
	 * the one whose last failure is longer ago.
	 */
	Host choose() {
		Host second = this.backup;
		if (second == null || !this.primary.isLeft()) {
			return this.primary;
		}
		if (!second.isLeft() || second.failedAt() - this.primary.failedAt() < 0) {
			return second;
		}
		return this.primary;
	}

	/**
	 * Returns where to go at once when a host was not reached, unless that host is left
	 * too.
	 */
	Optional<Host> insteadOf(Host failed) {
		Host other = (failed == this.primary) ? this.backup : this.primary;
		return Optional.ofNullable(other).filter((host) -> !host.isLeft());
	}

	/**
	 * Counts a failure of a host. When it is left, those who wait for it are sent to the
	 * other one, if there is one to go to.
	 */
	void failed(Host host) {
		if (this.backup != null && host.failed(this.nanoTime.getAsLong()) && insteadOf(host).isPresent()) {
			host.endWaiting();
		}
	}

	/**
	 * Returns the hosts to be tried in the background now.
	 */
	List<Host> dueForProbe() {
		if (this.backup == null) {
			return List.of();
		}
		long now = this.nanoTime.getAsLong();
		return List.of(this.primary, this.backup).stream().filter((host) -> host.isProbeDue(now)).toList();
	}

}
