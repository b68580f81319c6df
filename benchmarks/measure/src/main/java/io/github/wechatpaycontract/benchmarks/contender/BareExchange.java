package io.github.wechatpaycontract.benchmarks.contender;

import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import reactor.core.publisher.Mono;

/**
 * The exchange alone: the same bytes both ways, nothing signed, nothing verified, nothing
 * parsed.
 */
public final class BareExchange implements ReactiveCaller {

	/** As long as a real one. */
	private static final String AUTHORIZATION = "x".repeat(570);

	private final PlainTransport transport;

	public BareExchange(PlainTransport transport) {
		this.transport = transport;
	}

	@Override
	public Mono<?> call() {
		return this.transport.send((http, outbound) -> PlainTransport.send(http, outbound, AUTHORIZATION));
	}

}
