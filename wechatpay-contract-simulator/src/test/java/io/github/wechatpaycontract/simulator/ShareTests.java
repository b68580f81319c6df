package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ShareTests {

	private static List<Integer> taken(double share, int length) {
		Share sequence = new Share(share);
		return IntStream.rangeClosed(1, length).filter((number) -> sequence.takesNext()).boxed().toList();
	}

	@Test
	void tenthTakesEveryTenth() {
		assertThat(taken(0.1, 40)).containsExactly(10, 20, 30, 40);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void newShareWhenNotFromZeroToOneFails(double share) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Share(share));
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "0.01,10", "0.1,100", "0.3,300", "0.7,700", "0.99,990", "1,1000" })
	void takesTheShareOfAThousand(double share, int expected) {
		assertThat(taken(share, 1000)).hasSize(expected);
	}

}
