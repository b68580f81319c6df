package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When a notification is sent, and sent again until it is acknowledged. WeChat Pay
 * publishes one schedule for APIv3 in general and others for some products, and none for
 * the password-free contract.
 *
 * @param name short name
 * @param firstDelay from the event to the first sending
 * @param resendDelays from each sending to the next
 */
public record ResendSchedule(String name, Duration firstDelay, List<Duration> resendDelays) {

	private static final List<ResendSchedule> NAMED = List.of(general(), papay(), education());

	/**
	 * Copies the given list.
	 * @param name short name
	 * @param firstDelay from the event to the first sending
	 * @param resendDelays from each sending to the next
	 */
	public ResendSchedule {
		resendDelays = List.copyOf(resendDelays);
	}

	/**
	 * The general one of APIv3: at once, then after 15 s, 15 s, 30 s, 3 min, 10 min, 20
	 * min, three times 30 min, 1 h, three times 3 h and twice 6 h; 15 re-sends in 24
	 * hours and 4 minutes.
	 * @return the schedule
	 */
	public static ResendSchedule general() {
		return new ResendSchedule("general", Duration.ZERO, seconds(
				IntStream.of(15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)));
	}

	/**
	 * That of entrusted deduction (委托代扣) of APIv2 and of combined payment: at once, then
	 * three times after 10 s, three times after 30 s and 23 times after 5 min.
	 * @return the schedule
	 */
	public static ResendSchedule papay() {
		return new ResendSchedule("papay", Duration.ZERO,
				seconds(IntStream.concat(IntStream.of(10, 10, 10, 30, 30, 30), repeated(300, 23))));
	}

	/**
	 * That of campus payment (校园轻松付): after 1 s, then ten times after 1 min and ten times
	 * after 5 min.
	 * @return the schedule
	 */
	public static ResendSchedule education() {
		return new ResendSchedule("education", Duration.ofSeconds(1),
				seconds(IntStream.concat(repeated(60, 10), repeated(300, 10))));
	}

	/**
	 * A schedule of one's own that begins at once.
	 * @param resendDelays from each sending to the next, none for no re-send
	 * @return the schedule
	 */
	public static ResendSchedule of(Duration... resendDelays) {
		return new ResendSchedule("own", Duration.ZERO, Arrays.asList(resendDelays));
	}

	/**
	 * A published schedule by its name.
	 * @param name one of {@link #names()}
	 * @return the schedule
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static ResendSchedule named(String name) {
		return NAMED.stream()
			.filter((schedule) -> schedule.name.equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No schedule has the name '%s'; there are %s".formatted(name, names())));
	}

	/**
	 * Names of the published schedules, the general one first.
	 * @return the names
	 */
	public static List<String> names() {
		return NAMED.stream().map(ResendSchedule::name).toList();
	}

	private static IntStream repeated(int seconds, int times) {
		return IntStream.generate(() -> seconds).limit(times);
	}

	private static List<Duration> seconds(IntStream seconds) {
		return seconds.mapToObj(Duration::ofSeconds).toList();
	}

}
