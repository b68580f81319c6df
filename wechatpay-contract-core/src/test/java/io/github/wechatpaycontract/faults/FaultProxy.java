package io.github.wechatpaycontract.faults;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on this host and does harm to their connections:
 *
 * <pre>
 * try (FaultProxy proxy = FaultProxy.to(simulator.port())) {
 *     proxy.downstream(Toxic.latency(Duration.ofMillis(200)));
 *     // point a client at proxy.baseUrl()
 *     proxy.clear();
 * }
 * </pre>
 *
 * Toxics come and go while connections live. The sockets are real; one thread serves them
 * all.
 */
public final class FaultProxy implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("fault-proxy", true));

	private final int target;

	private final @Nullable SslContext tls;

	private final int port;

	private final Set<Link> links = new LinkedHashSet<>();

	private volatile Channel listener;

	private List<Toxic> upstream = List.of();

	private List<Toxic> downstream = List.of();

	private int connections;

	private int accepted;

	private FaultProxy(int target, @Nullable SslContext tls) {
		this.target = target;
		this.tls = tls;
		this.listener = bind(0);
		this.port = ((InetSocketAddress) this.listener.localAddress()).getPort();
	}

	/**
	 * Starts a proxy before a port of this host.
	 */
	public static FaultProxy to(int port) {
		return new FaultProxy(port, null);
	}

	/**
	 * Starts a proxy that speaks TLS with its clients and plainly with the server. What
	 * is to harm TLS itself stands before it in a proxy of its own.
	 */
	public static FaultProxy tls(int port, SslContext context) {
		return new FaultProxy(port, context);
	}

	/**
	 * The port it listens on, the same one after {@link #down()} and {@link #up()}.
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Where to point a client at.
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/**
	 * Where to point a client at that speaks TLS.
	 */
	public URI secureBaseUrl() {
		return URI.create("https://localhost:" + this.port);
	}

	/**
	 * Puts toxics on what flows to the server, in place of those there were. They are at
	 * work when this method returns, on new connections and old ones.
	 */
	public void upstream(Toxic... toxics) {
		change(() -> this.upstream = List.of(toxics));
	}

	/**
	 * Puts toxics on what flows to the client, in place of those there were.
	 */
	public void downstream(Toxic... toxics) {
		change(() -> this.downstream = List.of(toxics));
	}

	/**
	 * Takes all toxics away and listens again if it was down.
	 */
	public void clear() {
		change(() -> {
			this.upstream = List.of();
			this.downstream = List.of();
		});
		up();
	}

	/**
	 * Stops listening and closes all connections.
	 */
	public void down() {
		this.listener.close();
		// the system lets go of the port only when the loop has looked at its sockets
		Future<?> gone = this.loop.schedule(() -> List.copyOf(this.links).forEach(Link::close), 1,
				TimeUnit.MILLISECONDS);
		if (!this.loop.next().inEventLoop()) {
			gone.awaitUninterruptibly(LIMIT.toMillis());
		}
	}

	/**
	 * Listens again.
	 */
	public void up() {
		if (!this.listener.isOpen()) {
			this.listener = bind(this.port);
		}
	}

	/**
	 * How many connections have been accepted.
	 */
	public synchronized int accepted() {
		return this.accepted;
	}

	/**
	 * How many of them the client has not closed yet, nor the proxy.
	 */
	public synchronized int connections() {
		return this.connections;
	}

	/**
	 * Waits until so many connections are open.
	 * @return whether it came to that within the limit
	 */
	public synchronized boolean awaitConnections(int count, Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		for (long left = limit.toMillis(); this.connections != count && left > 0;) {
			wait(left);
			left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
		}
		return this.connections == count;
	}

	boolean isTerminated() {
		return this.loop.isTerminated();
	}

	boolean isTls() {
		return this.tls != null;
	}

	synchronized void clientGone() {
		this.connections--;
		notifyAll();
	}

	private Channel bind(int port) {
		return new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					accept(channel);
				}

			})
			.bind("127.0.0.1", port)
			.syncUninterruptibly()
			.channel();
	}

	private void accept(SocketChannel channel) {
		synchronized (this) {
			this.accepted++;
			this.connections++;
			notifyAll();
		}
		if (this.tls != null) {
			channel.pipeline().addLast(this.tls.newHandler(channel.alloc()));
		}
		Link link = new Link(this, channel, this.target);
		this.links.add(link);
		channel.closeFuture().addListener((closed) -> this.links.remove(link));
		link.toxics(this.upstream, this.downstream);
	}

	private void change(Runnable change) {
		onLoop(() -> {
			change.run();
			new ArrayList<>(this.links).forEach((link) -> link.toxics(this.upstream, this.downstream));
		});
	}

	private void onLoop(Runnable task) {
		if (this.loop.next().inEventLoop()) {
			task.run();
		}
		else {
			this.loop.submit(task).awaitUninterruptibly(LIMIT.toMillis());
		}
	}

	@Override
	public void close() {
		down();
		this.loop.shutdownGracefully(0, LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(LIMIT.toMillis());
	}

}
