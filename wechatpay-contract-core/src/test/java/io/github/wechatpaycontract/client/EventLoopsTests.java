package io.github.wechatpaycontract.client;

import java.util.stream.IntStream;

import io.netty.channel.EventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventLoops}.
 */
class EventLoopsTests {

	private final EventLoops eventLoops = new EventLoops();

	private final LoopResources loops = this.eventLoops.join().resources();

	@AfterEach
	void leave() {
		this.eventLoops.leave();
	}

	@Test
	void connectionsGoToAllLoopsInTurnWhoeverOpensThem() throws Exception {
		int processors = Runtime.getRuntime().availableProcessors();
		EventLoopGroup group = this.loops.onClient(true);
		assertThat(group.next()
			.submit(() -> IntStream.range(0, processors).mapToObj((i) -> group.next()).distinct().count())
			.get()).isEqualTo(processors);
	}

}
