package io.github.wechatpaycontract.benchmarks.server;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.KeyStore;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.KeyManagerFactory;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;

/**
 * WeChat Pay as far as a client's speed goes: HTTPS with keep-alive on one port per
 * answering time. Prints its ports and ends with its standard input.
 */
public final class AnswerServer {

	private static final long RENEWAL_SECONDS = 20;

	/** Hundreds of clients may come at once. */
	private static final long HANDSHAKE_MILLIS = 60_000;

	private static final long COLLECTED_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private AnswerServer() {
	}

	/**
	 * Starts the server.
	 * @param args the answering times in milliseconds
	 * @throws Exception if it cannot start
	 */
	public static void main(String[] args) throws Exception {
		// The server shares the cores with the client: it should take as little as it
		// can.
		AmazonCorrettoCryptoProvider.install();
		Fixture fixture = Fixture.ofProcess();
		SignedAnswer answer = new SignedAnswer(fixture);
		SslContext ssl = ssl(fixture);
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
		EventLoopGroup patient = new MultiThreadIoEventLoopGroup(1,
				NioIoHandler.newFactory(SelectorProvider.provider(), () -> AnswerServer::collect));
		loops.scheduleAtFixedRate(answer::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
		for (String delay : args) {
			long delayMillis = Long.parseLong(delay);
			int port = listen((delayMillis > 0) ? patient : loops, ssl, answer, delayMillis);
			System.out.println("PORT " + delay + " " + port);
		}
		System.out.println("READY");
		while (System.in.read() != -1) {
			// the driver lives
		}
		System.exit(0);
	}

	/**
	 * Looks for requests now and then, so that they cost the same however a client spaces
	 * them: one that sends them evenly would else wake the server for each of them, on
	 * the cores it works on itself.
	 */
	private static int collect(IntSupplier selectNow, boolean hasTasks) throws Exception {
		LockSupport.parkNanos(COLLECTED_NANOS);
		return hasTasks ? selectNow.get() : SelectStrategy.SELECT;
	}

	private static int listen(EventLoopGroup loops, SslContext ssl, SignedAnswer answer, long delayMillis)
			throws InterruptedException {
		Channel channel = new ServerBootstrap().group(loops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 4096)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel connection) {
					SslHandler tls = ssl.newHandler(connection.alloc());
					tls.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
					connection.pipeline()
						.addLast(tls, new HttpRequestDecoder(), new AnswerHandler(answer, delayMillis));
				}

			})
			.bind("localhost", 0)
			.sync()
			.channel();
		return ((InetSocketAddress) channel.localAddress()).getPort();
	}

	private static SslContext ssl(Fixture fixture) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(fixture.serverStore())) {
			store.load(in, Fixture.STORE_PASSWORD);
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, Fixture.STORE_PASSWORD);
		return SslContextBuilder.forServer(keys).build();
	}

}
