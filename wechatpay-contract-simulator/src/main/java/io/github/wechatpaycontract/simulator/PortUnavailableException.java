package io.github.wechatpaycontract.simulator;

/**
 * Raised when the simulator's port cannot be listened on, because another program has it
 * or this one may not.
 */
public final class PortUnavailableException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	PortUnavailableException(int port, Throwable cause) {
		super("Port %d of 127.0.0.1 cannot be listened on, another program may have it; set another, or 0 for a free one"
			.formatted(port), cause);
	}

}
