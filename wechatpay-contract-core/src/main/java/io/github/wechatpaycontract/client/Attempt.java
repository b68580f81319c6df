package io.github.wechatpaycontract.client;

import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One sending of a request to one host, signed for itself.
 */
final class Attempt {

	private final Host host;

	private final Sinks.Empty<Void> end = Sinks.empty();

	private volatile @Nullable EventLoop eventLoop;

	private volatile @Nullable RequestSignature signature;

	private volatile boolean endedWithHost;

	private volatile boolean answered;

	private long answersBefore;

	private boolean givenUp;

	Attempt(Host host) {
		this.host = host;
	}

	Host host() {
		return this.host;
	}

	/**
	 * Takes the connection, which goes on listening while the request waits for its
	 * signature: if it ends meanwhile, that is noticed, and to stop listening for so
	 * short a time would take two system calls, with NIO.
	 */
	void connected(Channel channel) {
		this.eventLoop = channel.eventLoop();
		channel.read();
		this.host.noLongerAwaitedBy(this);
	}

	/**
	 * Runs a task on the thread of the connection, which alone may send on it and end it;
	 * at once while there is no connection.
	 */
	void run(Runnable task) {
		EventLoop eventLoop = this.eventLoop;
		if (eventLoop == null || eventLoop.inEventLoop()) {
			task.run();
		}
		else {
			try {
				eventLoop.execute(task);
			}
			catch (RejectedExecutionException ex) {
				// the thread has ended, and the connection before it
			}
		}
	}

	/**
	 * Asks whether the request may be sent. From here on it may have left this host.
	 * @return {@code false} if the attempt was given up, and must send nothing
	 */
	synchronized boolean sending(RequestSignature signature) {
		if (this.givenUp) {
			return false;
		}
		this.answersBefore = this.host.answers();
		this.signature = signature;
		return true;
	}

	/**
	 * Passes an answer on, unless the host is left before anything was sent to it: there
	 * is no use then in waiting for a connection.
	 */
	<T> Mono<T> unlessHostIsLeft(Mono<T> answer) {
		return answer.doOnSubscribe((subscription) -> this.host.awaitedBy(this))
			.takeUntilOther(this.end.asMono())
			.switchIfEmpty(Mono
				.error(() -> new ConnectException("Others found no connection to %s".formatted(this.host.url()))))
			.doFinally((signal) -> this.host.noLongerAwaitedBy(this));
	}

	/**
	 * Ends the attempt, as its host is left, if nothing was sent. What follows is spread
	 * over threads: it would keep the one that noticed, which others need.
	 */
	void endWithHost() {
		if (!giveUp()) {
			this.endedWithHost = true;
			Schedulers.parallel().schedule(this.end::tryEmitEmpty);
		}
	}

	/**
	 * Returns whether the attempt ended because of others, not because of its host.
	 */
	boolean endedWithHost() {
		return this.endedWithHost;
	}

	/**
	 * Gives the attempt up. What was not sent until now never is.
	 * @return whether the request may have left this host
	 */
	synchronized boolean giveUp() {
		this.givenUp = true;
		return isSent();
	}

	synchronized boolean isGivenUp() {
		return this.givenUp;
	}

	boolean isSent() {
		return this.signature != null;
	}

	RequestSignature signature() {
		return Optional.ofNullable(this.signature).orElseThrow();
	}

	void answered() {
		this.answered = true;
		this.host.answered();
	}

	boolean isAnswered() {
		return this.answered;
	}

	/**
	 * Returns whether the host answered nobody since this attempt was sent.
	 */
	synchronized boolean isHostSilent() {
		return this.host.answers() == this.answersBefore;
	}

}
