package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Something wrong with one notification, or with its way to the merchant.
 */
public final class NotificationFault {

	private static final Map<String, NotificationFault> NAMED = named();

	private final String name;

	private final UnaryOperator<Signing> signing;

	private final UnaryOperator<byte[]> body;

	private final boolean otherApiV3Key;

	private final Journey journey;

	private NotificationFault(String name, UnaryOperator<Signing> signing, UnaryOperator<byte[]> body,
			boolean otherApiV3Key, Journey journey) {
		this.name = name;
		this.signing = signing;
		this.body = body;
		this.otherApiV3Key = otherApiV3Key;
		this.journey = journey;
	}

	private static NotificationFault signing(String name, UnaryOperator<Signing> signing) {
		return new NotificationFault(name, signing, UnaryOperator.identity(), false, Journey.STRAIGHT);
	}

	private static NotificationFault body(String name, UnaryOperator<byte[]> body) {
		return new NotificationFault(name, UnaryOperator.identity(), body, false, Journey.STRAIGHT);
	}

	private static NotificationFault journey(String name, Journey journey) {
		return new NotificationFault(name, UnaryOperator.identity(), UnaryOperator.identity(), false, journey);
	}

	/**
	 * Nothing wrong.
	 * @return the fault
	 */
	public static NotificationFault none() {
		return signing("none", UnaryOperator.identity());
	}

	/**
	 * One bit flipped in the middle of the body, after signing.
	 * @return the fault
	 */
	public static NotificationFault bitFlip() {
		return body("bit-flip", (body) -> flip(body, body.length * 4));
	}

	/**
	 * One bit flipped in the body, after signing.
	 * @param bit which one, counted from the first byte's lowest
	 * @return the fault
	 */
	public static NotificationFault bitFlip(int bit) {
		return body("bit-flip", (body) -> flip(body, bit));
	}

	/**
	 * A blank added to the body, after signing.
	 * @return the fault
	 */
	public static NotificationFault tamperedBody() {
		return body("tampered-body", (body) -> {
			byte[] changed = Arrays.copyOf(body, body.length + 1);
			changed[body.length] = ' ';
			return changed;
		});
	}

	/**
	 * A probe: {@code WECHATPAY/SIGNTEST/} put before a whole signature.
	 * @return the fault
	 */
	public static NotificationFault probe() {
		return signing("probe", Signing::probe);
	}

	/**
	 * A probe whose prefix is written over the first 19 characters of the signature.
	 * @return the fault
	 */
	public static NotificationFault probeOverwritten() {
		return signing("probe-overwritten", Signing::probeOverwritten);
	}

	/**
	 * A signature of the right form that does not hold.
	 * @return the fault
	 */
	public static NotificationFault wrongSignature() {
		return signing("wrong-signature", Signing::wrong);
	}

	/**
	 * Two signature headers, a right one and a wrong one.
	 * @return the fault
	 */
	public static NotificationFault repeatedSignature() {
		return signing("repeated-signature", Signing::repeated);
	}

	/**
	 * No {@code Wechatpay-} header at all.
	 * @return the fault
	 */
	public static NotificationFault noHeaders() {
		return signing("no-headers", Signing::absent);
	}

	/**
	 * A right signature, 301 seconds old.
	 * @return the fault
	 */
	public static NotificationFault stale() {
		return stale(301);
	}

	/**
	 * A right signature of another time.
	 * @param seconds how old; negative for the future
	 * @return the fault
	 */
	public static NotificationFault stale(long seconds) {
		return signing((seconds < 0) ? "early" : "stale", (signing) -> signing.shifted(-seconds));
	}

	/**
	 * A right signature under a public key id that nobody configured.
	 * @return the fault
	 */
	public static NotificationFault unknownSerial() {
		return signing("unknown-serial", (signing) -> signing.serial("PUB_KEY_ID_0000000000000000000000000000000002"));
	}

	/**
	 * A right signature under another serial.
	 * @param serial the serial to name
	 * @return the fault
	 */
	public static NotificationFault serial(String serial) {
		return signing("other-serial", (signing) -> signing.serial(serial));
	}

	/**
	 * A right signature over a resource encrypted with another APIv3 key.
	 * @return the fault
	 */
	public static NotificationFault otherApiV3Key() {
		return new NotificationFault("other-api-v3-key", UnaryOperator.identity(), UnaryOperator.identity(), true,
				Journey.STRAIGHT);
	}

	/**
	 * Header fields replaced after signing.
	 * @param name the field
	 * @param values its values; none drops it, two repeat it
	 * @return the fault
	 */
	public static NotificationFault header(String name, String... values) {
		return signing("header", (signing) -> signing.edit((fields) -> fields.with(name, values)));
	}

	/**
	 * Two copies at the same time, each signed for itself. The attempt counts as
	 * acknowledged if one of them is.
	 * @return the fault
	 */
	public static NotificationFault duplicated() {
		return journey("duplicated", new Journey(2, false, Duration.ZERO));
	}

	/**
	 * Lost on the way: the merchant sees nothing of this attempt.
	 * @return the fault
	 */
	public static NotificationFault lost() {
		return journey("lost", new Journey(1, true, Duration.ZERO));
	}

	/**
	 * Later than it is due, by the simulator's clock, so that what is sent meanwhile
	 * overtakes it.
	 * @param delay how much later
	 * @return the fault
	 */
	public static NotificationFault late(Duration delay) {
		return journey("late", new Journey(1, false, delay));
	}

	/**
	 * A fault by its name, for instance {@code bit-flip}.
	 * @param name one of {@link #names()}
	 * @return the fault
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static NotificationFault named(String name) {
		NotificationFault fault = NAMED.get(name);
		if (fault == null) {
			throw new IllegalArgumentException("No fault has the name '%s'; there are %s".formatted(name, names()));
		}
		return fault;
	}

	/**
	 * Names of the faults that can be had by name; what needs an argument has a usual
	 * one, and {@code late} means a minute.
	 * @return the names
	 */
	public static Set<String> names() {
		return NAMED.keySet();
	}

	/**
	 * Both faults in one notification, this one first.
	 * @param other the other fault
	 * @return the fault
	 */
	public NotificationFault and(NotificationFault other) {
		return new NotificationFault(this.name + "+" + other.name,
				(signing) -> other.signing.apply(this.signing.apply(signing)),
				(body) -> other.body.apply(this.body.apply(body)), this.otherApiV3Key || other.otherApiV3Key,
				this.journey.and(other.journey));
	}

	/**
	 * Short name for records and logs.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	@Override
	public String toString() {
		return this.name;
	}

	Signing signing() {
		return this.signing.apply(Signing.RIGHT);
	}

	byte[] spoil(byte[] body) {
		return this.body.apply(body);
	}

	boolean usesOtherApiV3Key() {
		return this.otherApiV3Key;
	}

	boolean isLate() {
		return !this.journey.delay().isZero();
	}

	Journey journey() {
		return this.journey;
	}

	private static byte[] flip(byte[] body, int bit) {
		byte[] changed = body.clone();
		changed[bit / 8] ^= (byte) (1 << (bit % 8));
		return changed;
	}

	private static Map<String, NotificationFault> named() {
		Map<String, NotificationFault> faults = new LinkedHashMap<>();
		for (NotificationFault fault : new NotificationFault[] { none(), bitFlip(), tamperedBody(), probe(),
				probeOverwritten(), wrongSignature(), repeatedSignature(), noHeaders(), stale(), stale(-301),
				unknownSerial(), otherApiV3Key(), duplicated(), lost(), late(Duration.ofMinutes(1)) }) {
			faults.put(fault.name, fault);
		}
		return Collections.unmodifiableMap(faults);
	}

}
