package io.github.wechatpaycontract.faults;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * An HTTP proxy of the kind that companies have: it takes CONNECT with the right name and
 * password only. Whatever host is asked for, it connects to one port of this host.
 */
public final class ConnectProxy implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final String AUTHORIZATION = "\r\nproxy-authorization: basic ";

	private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("connect-proxy", true));

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final int target;

	private final Channel listener;

	private volatile String refusal = "";

	private ConnectProxy(int target) {
		this.target = target;
		this.listener = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					channel.pipeline().addLast(new Gate());
				}

			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Starts a proxy that leads to a port of this host.
	 */
	public static ConnectProxy to(int port) {
		return new ConnectProxy(port);
	}

	/**
	 * From now on answers every CONNECT with this status, such as {@code 403 Forbidden}.
	 */
	public void refuse(String status) {
		this.refusal = status;
	}

	/**
	 * The heads of the requests that came in.
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Makes a client go through this proxy.
	 * @param password the right one is {@code secret}
	 */
	public UnaryOperator<HttpClient> client(String password) {
		return (client) -> client.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP)
			.host("127.0.0.1")
			.port(((InetSocketAddress) this.listener.localAddress()).getPort())
			.username("user")
			.password((name) -> password)
			.connectTimeoutMillis(1000));
	}

	@Override
	public void close() {
		this.loop.shutdownGracefully(0, LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(LIMIT.toMillis());
	}

	private String answer(String head) {
		String right = AUTHORIZATION
				+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.US_ASCII));
		if (!head.startsWith("CONNECT ")) {
			return "405 Method Not Allowed";
		}
		if (!head.toLowerCase(Locale.ROOT).contains(right.toLowerCase(Locale.ROOT))) {
			return "407 Proxy Authentication Required";
		}
		return this.refusal;
	}

	/**
	 * Reads the CONNECT and, if all is right, gets out of the way.
	 */
	private final class Gate extends SimpleChannelInboundHandler<ByteBuf> {

		private final StringBuilder head = new StringBuilder();

		@Override
		protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
			this.head.append(bytes.toString(StandardCharsets.ISO_8859_1));
			if (this.head.indexOf("\r\n\r\n") < 0) {
				return;
			}
			ConnectProxy.this.requests.add(this.head.toString());
			String refusal = answer(this.head.toString());
			if (refusal.isEmpty()) {
				connect(context.channel());
			}
			else {
				say(context.channel(), refusal).addListener(ChannelFutureListener.CLOSE);
			}
		}

		private void connect(Channel client) {
			new Bootstrap().group(client.eventLoop())
				.channel(NioSocketChannel.class)
				.handler(new Relay(client))
				.connect("127.0.0.1", ConnectProxy.this.target)
				.addListener((ChannelFutureListener) (connected) -> {
					client.pipeline().addLast(new Relay(connected.channel()));
					client.pipeline().remove(this);
					say(client, "200 Connection established");
				});
		}

		private ChannelFuture say(Channel client, String status) {
			return client
				.writeAndFlush(Unpooled.copiedBuffer("HTTP/1.1 " + status + "\r\n\r\n", StandardCharsets.US_ASCII));
		}

	}

	/**
	 * Hands on what comes in.
	 */
	private static final class Relay extends ChannelInboundHandlerAdapter {

		private final Channel other;

		private Relay(Channel other) {
			this.other = other;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.other.writeAndFlush(message);
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			this.other.close();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
