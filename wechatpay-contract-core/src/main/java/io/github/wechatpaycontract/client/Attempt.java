package io.github.wechatpaycontract.client;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request to one host, signed for itself.
 */
final class Attempt {

	private final Host host;

	private volatile @Nullable EventLoop eventLoop;

	private volatile @Nullable RequestSignature signature;

	private volatile boolean answered;

	private boolean givenUp;

	Attempt(Host host) {
		this.host = host;
	}

	Host host() {
		return this.host;
	}

	void connected(Channel channel) {
		this.eventLoop = channel.eventLoop();
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
		this.signature = signature;
		return true;
	}

	/**
	 * Gives the attempt up. What was not sent until now never is.
	 * @return whether the request may have left this host
	 */
	synchronized boolean giveUp() {
		this.givenUp = true;
		return isSent();
	}

	boolean isSent() {
		return this.signature != null;
	}

	RequestSignature signature() {
		return Optional.ofNullable(this.signature).orElseThrow();
	}

	void answered() {
		this.answered = true;
		this.host.reached();
	}

	boolean isAnswered() {
		return this.answered;
	}

}
