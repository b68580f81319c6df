package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.stream.StreamSupport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import reactor.netty.resources.LoopResources;

/**
 * One event loop of several, for connections that are to stay on it.
 *
 * @param all what the loop belongs to
 * @param group all loops
 * @param loop the loop
 */
record OneLoop(LoopResources all, EventLoopGroup group, EventLoop loop) implements LoopResources {

	/**
	 * Returns the event loops one by one.
	 * @param all the loops
	 */
	static List<OneLoop> each(LoopResources all) {
		EventLoopGroup group = all.onClient(LoopResources.DEFAULT_NATIVE);
		return StreamSupport.stream(group.spliterator(), false)
			.map((loop) -> new OneLoop(all, group, (EventLoop) loop))
			.toList();
	}

	@Override
	public EventLoopGroup onClient(boolean useNative) {
		return this.loop;
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.loop;
	}

	@Override
	public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loop) {
		return this.all.onChannel(type, this.group);
	}

	@Override
	public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup loop) {
		return this.all.onChannelClass(type, this.group);
	}

}
