package io.github.wechatpaycontract.boot.web.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.notification.NotificationAnswer;

/**
 * Reads a body, up to a size and until a deadline. The deadline is looked at between two
 * reads; how long a single one may wait is the container's read timeout.
 */
final class BoundedBody {

	private static final int CHUNK = 8 * 1024;

	private final NotificationBodyLimits limits;

	BoundedBody(NotificationBodyLimits limits) {
		this.limits = limits;
	}

	byte[] read(InputStream in) throws IOException, RefusedBodyException {
		long deadline = System.nanoTime() + this.limits.timeout().toNanos();
		ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
		byte[] chunk = new byte[CHUNK];
		for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
			body.write(chunk, 0, length);
			if (body.size() > this.limits.maxBytes()) {
				throw new RefusedBodyException(NotificationAnswer.TOO_LARGE, "the body is too large");
			}
			if (System.nanoTime() - deadline > 0) {
				throw new RefusedBodyException(NotificationAnswer.NOT_AUTHENTIC, "the body did not arrive in time");
			}
		}
		return body.toByteArray();
	}

}
