package io.github.wechatpaycontract.benchmarks.server;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Answers each request with the prepared answer, at once or after a while. Looks only
 * whether there is a signature at all: a client that leaves it out is fast.
 */
final class AnswerHandler extends ChannelInboundHandlerAdapter {

	private final SignedAnswer answer;

	private final long delayMillis;

	AnswerHandler(SignedAnswer answer, long delayMillis) {
		this.answer = answer;
		this.delayMillis = delayMillis;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpRequest request && !request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
			throw new IllegalStateException("A request without a signature");
		}
		boolean complete = message instanceof LastHttpContent;
		ReferenceCountUtil.release(message);
		if (complete && this.delayMillis > 0) {
			context.executor().schedule(() -> answer(context), this.delayMillis, TimeUnit.MILLISECONDS);
		}
		else if (complete) {
			answer(context);
		}
	}

	private void answer(ChannelHandlerContext context) {
		context.writeAndFlush(this.answer.bytes(), context.voidPromise());
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable ex) {
		context.close();
	}

}
