package io.github.wechatpaycontract.client;

import java.util.Arrays;

/**
 * The body of an answer while it arrives, most often in one piece.
 */
final class AnswerBody {

	private final int maxBytes;

	private byte[] bytes = new byte[0];

	private int length;

	AnswerBody(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	AnswerBody append(byte[] piece) {
		if (piece.length > this.maxBytes - this.length) {
			throw new TooLargeException();
		}
		this.bytes = (this.length == 0) ? piece : joined(piece);
		this.length += piece.length;
		return this;
	}

	private byte[] joined(byte[] piece) {
		int needed = this.length + piece.length;
		byte[] joined = (needed <= this.bytes.length) ? this.bytes
				: Arrays.copyOf(this.bytes, Math.max(needed, 2 * this.length));
		System.arraycopy(piece, 0, joined, this.length, piece.length);
		return joined;
	}

	byte[] bytes() {
		return (this.bytes.length == this.length) ? this.bytes : Arrays.copyOf(this.bytes, this.length);
	}

	/**
	 * Ends the reception of an answer that is larger than any answer may be.
	 */
	static final class TooLargeException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		TooLargeException() {
			super(null, null, false, false);
		}

	}

}
