package io.github.wechatpaycontract.faults;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * Reads requests and answers each with the next {@link Reply}, the last one again and
 * again: for answers that the simulator, which speaks HTTP, cannot give.
 */
public final class ScriptedServer implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

	private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("scripted-server", true));

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicLong written = new AtomicLong();

	private final Channel listener;

	private volatile List<Reply> replies;

	private ScriptedServer(List<Reply> replies) {
		this.replies = replies;
		this.listener = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					ScriptedServer.this.accepted.incrementAndGet();
					ScriptedServer.this.channels.add(channel);
					channel.pipeline().addLast(new Conversation());
				}

			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Starts a server.
	 */
	public static ScriptedServer with(Reply... replies) {
		return new ScriptedServer(List.of(replies));
	}

	/**
	 * Starts a server that accepts connections and never says anything.
	 */
	public static ScriptedServer silent() {
		return with(Reply.SILENCE);
	}

	/**
	 * Starts the script anew.
	 */
	public void replies(Reply... replies) {
		this.requests.clear();
		this.replies = List.of(replies);
	}

	public int port() {
		return ((InetSocketAddress) this.listener.localAddress()).getPort();
	}

	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * The requests that have come in whole, oldest first.
	 */
	public List<String> requests() {
		return this.requests;
	}

	public int accepted() {
		return this.accepted.get();
	}

	/**
	 * How many connections are open right now.
	 */
	public int connections() {
		return this.channels.size();
	}

	/**
	 * How many bytes have left.
	 */
	public long written() {
		return this.written.get();
	}

	@Override
	public void close() {
		this.listener.close().awaitUninterruptibly(LIMIT.toMillis());
		this.channels.close().awaitUninterruptibly(LIMIT.toMillis());
		this.loop.shutdownGracefully(0, LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(LIMIT.toMillis());
	}

	/**
	 * One connection.
	 */
	private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {

		private final StringBuilder received = new StringBuilder();

		@Override
		protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
			this.received.append(bytes.toString(StandardCharsets.ISO_8859_1));
			int length = length();
			if (length > 0 && this.received.length() >= length) {
				ScriptedServer.this.requests.add(this.received.substring(0, length));
				this.received.delete(0, length);
				List<Reply> script = ScriptedServer.this.replies;
				int number = Math.min(ScriptedServer.this.requests.size(), script.size());
				say(context.channel(), script.get(number - 1));
			}
		}

		private int length() {
			int head = this.received.indexOf("\r\n\r\n");
			Matcher body = LENGTH.matcher(this.received);
			return (head < 0) ? 0 : head + 4 + (body.find() ? Integer.parseInt(body.group(1)) : 0);
		}

		private void say(Channel channel, Reply reply) {
			if (!reply.pause().isZero()) {
				drip(channel, reply, 0);
				return;
			}
			send(channel, reply.bytes(), () -> goOn(channel, reply));
		}

		private void drip(Channel channel, Reply reply, int index) {
			if (index == reply.bytes().length) {
				goOn(channel, reply);
				return;
			}
			byte[] one = Arrays.copyOfRange(reply.bytes(), index, index + 1);
			channel.eventLoop()
				.schedule(() -> send(channel, one, () -> drip(channel, reply, index + 1)), reply.pause().toNanos(),
						TimeUnit.NANOSECONDS);
		}

		private void send(Channel channel, byte[] bytes, Runnable then) {
			channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((sent) -> {
				if (sent.isSuccess()) {
					ScriptedServer.this.written.addAndGet(bytes.length);
					then.run();
				}
			});
		}

		private void goOn(Channel channel, Reply reply) {
			switch (reply.then()) {
				case CLOSE -> channel.close();
				case RESET -> {
					((SocketChannel) channel).config().setSoLinger(0);
					channel.close();
				}
				case REPEAT -> {
					byte[] all = reply.bytes();
					byte[] last = Arrays.copyOfRange(all, Math.max(0, all.length - Reply.ROUND), all.length);
					channel.eventLoop().execute(() -> say(channel, new Reply(last, reply.then(), reply.pause())));
				}
				case WAIT -> {
				}
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
