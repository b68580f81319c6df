package io.github.wechatpaycontract.benchmarks.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BurstResultTests {

	@Test
	void holdsWhenAllEndedAsDeclared() {
		assertThat(parse("complete=true threads=14 leaks=0 millis=1500 ends={answered=40,refused-TIMEOUT=60}").holds())
			.isTrue();
	}

	@Test
	void holdsWhenOneCallIsMissingIsFalse() {
		assertThat(parse("complete=true threads=14 leaks=0 millis=1500 ends={answered=99}").holds()).isFalse();
	}

	@Test
	void holdsWhenOneEndIsNotDeclaredIsFalse() {
		assertThat(parse("complete=true threads=14 leaks=0 millis=1500 ends={answered=99,UNDECLARED-Error=1}").holds())
			.isFalse();
	}

	@Test
	void holdsWhenABufferIsLostIsFalse() {
		assertThat(parse("complete=true threads=14 leaks=1 millis=1500 ends={answered=100}").holds()).isFalse();
	}

	private static BurstResult parse(String values) {
		return BurstResult.parse("jdk", 100, "BURST " + values);
	}

}
