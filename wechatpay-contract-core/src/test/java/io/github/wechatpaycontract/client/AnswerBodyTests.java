package io.github.wechatpaycontract.client;

import java.io.ByteArrayOutputStream;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnswerBodyTests {

	private final AnswerBody body = new AnswerBody(1000);

	@Test
	void bytesWhenNothingArrivedAreNone() {
		assertThat(this.body.bytes()).isEmpty();
		assertThat(this.body.append(new byte[0]).bytes()).isEmpty();
	}

	@Test
	void bytesWhenOnePieceArrivedAreThatPiece() {
		byte[] piece = { 1, 2, 3 };
		assertThat(this.body.append(piece).bytes()).isSameAs(piece);
	}

	@Test
	void bytesAreThePiecesInTheOrderTheyArrived() {
		Random random = new Random(1);
		for (int round = 0; round < 200; round++) {
			AnswerBody body = new AnswerBody(1000);
			ByteArrayOutputStream sent = new ByteArrayOutputStream();
			while (sent.size() < 900) {
				byte[] piece = new byte[random.nextInt(100)];
				random.nextBytes(piece);
				sent.writeBytes(piece);
				assertThat(body.append(piece).bytes()).isEqualTo(sent.toByteArray());
			}
		}
	}

	@Test
	void appendWhenLimitIsReachedExactlyTakesIt() {
		assertThat(this.body.append(new byte[400]).append(new byte[600]).bytes()).hasSize(1000);
	}

	@Test
	void appendWhenLimitIsPassedFails() {
		this.body.append(new byte[999]);
		assertThatExceptionOfType(AnswerBody.TooLargeException.class).isThrownBy(() -> this.body.append(new byte[2]));
		assertThatExceptionOfType(AnswerBody.TooLargeException.class)
			.isThrownBy(() -> new AnswerBody(1000).append(new byte[1001]));
	}

}
