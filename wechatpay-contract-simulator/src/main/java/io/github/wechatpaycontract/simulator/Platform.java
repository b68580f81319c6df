package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What WeChat Pay knows: its merchants, the time, random numbers.
 */
final class Platform {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

	private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

	private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

	private final Map<String, Account> accounts = new LinkedHashMap<>();

	private final Account first;

	private final Clock clock;

	private final Clock clientClock;

	private final Tokens tokens = new Tokens();

	Platform(List<SimulatedMerchant> merchants, Clock clock, Clock clientClock) {
		this.clock = clock;
		this.clientClock = clientClock;
		for (SimulatedMerchant merchant : merchants) {
			if (this.accounts.put(merchant.mchid(), new Account(merchant, clock, this.tokens)) != null) {
				throw new IllegalArgumentException(
						"Two merchants have the number '%s'; give one another".formatted(merchant.mchid()));
			}
		}
		this.first = account(merchants.get(0).mchid());
	}

	/**
	 * The merchant that is meant when none is named.
	 */
	Account first() {
		return this.first;
	}

	Optional<Account> find(String mchid) {
		return Optional.ofNullable(this.accounts.get(mchid));
	}

	Account account(String mchid) {
		return find(mchid).orElseThrow(() -> new NoSuchElementException(
				"No merchant has the number '%s'; there are %s".formatted(mchid, this.accounts.keySet())));
	}

	List<SimulatedMerchant> merchants() {
		return this.accounts.values().stream().map(Account::merchant).toList();
	}

	Tokens tokens() {
		return this.tokens;
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * The time that signatures carry, which clients compare with their own.
	 */
	Instant signatureTime() {
		return this.clientClock.instant();
	}

	String format(Instant time) {
		return TIME.format(OffsetDateTime.ofInstant(time, BEIJING));
	}

	/**
	 * A prepay_id: {@code wx}, the time in Beijing, 20 hexadecimal digits.
	 */
	String prepayId() {
		return "wx" + DIGITS.format(OffsetDateTime.ofInstant(now(), BEIJING))
				+ this.tokens.hex(20).toLowerCase(Locale.ROOT);
	}

}
