package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResendScheduleTests {

	/**
	 * As the pages write them, the first sending included.
	 */
	@ParameterizedTest
	@CsvSource({ "general,0/15/15/30/180/600/1200/1800/1800/1800/3600/10800/10800/10800/21600/21600",
			"papay,0/10/10/10/30/30/30/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300/300",
			"education,1/60/60/60/60/60/60/60/60/60/60/300/300/300/300/300/300/300/300/300/300" })
	void publishedScheduleIsWhatThePageSays(String name, String published) {
		ResendSchedule schedule = ResendSchedule.named(name);
		String delays = schedule.resendDelays()
			.stream()
			.map((delay) -> Long.toString(delay.toSeconds()))
			.collect(Collectors.joining("/"));
		assertThat(schedule.firstDelay().toSeconds() + "/" + delays).isEqualTo(published);
	}

	@Test
	void generalLastsADayAndFourMinutes() {
		assertThat(ResendSchedule.general().resendDelays().stream().reduce(Duration.ZERO, Duration::plus))
			.isEqualTo(Duration.ofHours(24).plusMinutes(4));
	}

	@Test
	void namedWhenUnknownNamesWhatThereIs() {
		assertThat(ResendSchedule.names()).containsExactly("general", "papay", "education");
		assertThatIllegalArgumentException().isThrownBy(() -> ResendSchedule.named("global"))
			.withMessageContaining("[general, papay, education]");
	}

}
