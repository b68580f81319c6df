package io.github.wechatpaycontract.boot.jdbc;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The databases that there is a script for, by the names that their drivers give them.
 */
enum LedgerPlatform {

	POSTGRESQL("PostgreSQL"),

	MYSQL("MySQL"),

	MARIADB("MariaDB"),

	H2("H2");

	private final String productName;

	LedgerPlatform(String productName) {
		this.productName = productName;
	}

	static Optional<LedgerPlatform> of(String productName) {
		return Stream.of(values()).filter((platform) -> platform.productName.equals(productName)).findFirst();
	}

	/** On the class path. */
	String script() {
		return "io/github/wechatpaycontract/boot/jdbc/schema-%s.sql".formatted(name().toLowerCase(Locale.ROOT));
	}

}
