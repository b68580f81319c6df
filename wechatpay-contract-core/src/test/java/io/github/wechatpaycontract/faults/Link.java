package io.github.wechatpaycontract.faults;

import java.util.List;

import io.github.wechatpaycontract.faults.Step.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;

/**
 * The connection of a client, and the one that the proxy has made to the server for it.
 */
final class Link {

	private final FaultProxy proxy;

	private final SocketChannel client;

	private final SocketChannel server;

	private final Flow upstream;

	private final Flow downstream;

	private boolean clientOpen = true;

	private int ends;

	Link(FaultProxy proxy, SocketChannel client, int port) {
		this.proxy = proxy;
		this.client = client;
		this.server = new NioSocketChannel();
		this.upstream = new Flow(client.eventLoop(), (step) -> carryOut(step, this.server));
		this.downstream = new Flow(client.eventLoop(), (step) -> carryOut(step, client));
		client.config().setAutoRead(false);
		client.pipeline().addLast(new End(this.upstream));
		Bootstrap bootstrap = new Bootstrap().group(client.eventLoop())
			.channelFactory(() -> this.server)
			.option(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.option(ChannelOption.TCP_NODELAY, true)
			.handler(new End(this.downstream));
		bootstrap.connect("127.0.0.1", port).addListener((connected) -> {
			if (connected.isSuccess()) {
				client.config().setAutoRead(true);
			}
			else {
				close();
			}
		});
	}

	void toxics(List<Toxic> upstream, List<Toxic> downstream) {
		this.upstream.toxics(upstream);
		this.downstream.toxics(downstream);
	}

	void close() {
		this.upstream.stop();
		this.downstream.stop();
		this.client.close();
		this.server.close();
		clientGone();
	}

	private void reset() {
		this.client.config().setSoLinger(0);
		this.server.config().setSoLinger(0);
		close();
	}

	private void clientGone() {
		if (this.clientOpen) {
			this.clientOpen = false;
			this.proxy.clientGone();
		}
	}

	private void carryOut(Step step, SocketChannel far) {
		switch (step.kind()) {
			case SEND -> send(step.bytes(), far);
			case END -> afterLastByte(far, () -> end(far));
			case CLOSE -> afterLastByte(far, this::close);
			case RESET -> afterLastByte(far, this::reset);
			case DOWN -> this.proxy.down();
		}
	}

	private void send(byte[] bytes, SocketChannel far) {
		far.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((written) -> flowControl());
	}

	private static void afterLastByte(SocketChannel far, Runnable action) {
		far.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> action.run());
	}

	private void end(SocketChannel far) {
		this.ends++;
		if (this.ends == 2 || (far == this.client && this.proxy.isTls())) {
			close();
		}
		else {
			far.shutdownOutput();
		}
	}

	private void flowControl() {
		this.client.config().setAutoRead(!this.upstream.isFull() && this.server.isWritable());
		this.server.config().setAutoRead(!this.downstream.isFull() && this.client.isWritable());
	}

	/**
	 * One end of the link.
	 */
	private final class End extends ChannelInboundHandlerAdapter {

		private final Flow flow;

		private boolean ended;

		private End(Flow flow) {
			this.flow = flow;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			byte[] bytes = ByteBufUtil.getBytes((ByteBuf) message);
			ReferenceCountUtil.release(message);
			this.flow.arrive(Step.send(bytes));
			if (this.flow.isFull()) {
				flowControl();
			}
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			flowControl();
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof ChannelInputShutdownEvent) {
				finish(context.channel());
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			finish(context.channel());
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			reset();
		}

		private void finish(Channel channel) {
			if (channel == Link.this.client) {
				clientGone();
			}
			if (!this.ended) {
				this.ended = true;
				this.flow.arrive(Step.of(Kind.END));
			}
		}

	}

}
