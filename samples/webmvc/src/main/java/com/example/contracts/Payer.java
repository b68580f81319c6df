package com.example.contracts;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

import org.springframework.http.ResponseCookie;

/**
 * Who stands before the cabinet. The page makes up an openid and keeps it in a cookie:
 * whoever knows the openid is the payer, which is good enough for made-up ones alone.
 * <p>
 * A real shop learns it from WeChat: its mini program sends the code of {@code wx.login},
 * the server exchanges that for the openid by {@code code2Session}, keeps it in a session
 * of its own, and gives out nothing but the session's random id, in a cookie that is
 * {@code Secure} as well.
 *
 * @param openid the payer under our appid
 */
record Payer(String openid) {

	static final String COOKIE = "payer";

	private static final Pattern OPENID = Pattern.compile("[0-9A-Za-z_-]{28}");

	private static final SecureRandom random = new SecureRandom();

	static Payer of(String cookie) {
		if (cookie != null && OPENID.matcher(cookie).matches()) {
			return new Payer(cookie);
		}
		byte[] bytes = new byte[21];
		random.nextBytes(bytes);
		return new Payer(Base64.getUrlEncoder().encodeToString(bytes));
	}

	ResponseCookie cookie() {
		return ResponseCookie.from(COOKIE, this.openid)
			.path("/")
			.httpOnly(true)
			.sameSite("Lax")
			.maxAge(Duration.ofDays(30))
			.build();
	}

	/**
	 * What WeChat shows beside the contract, so that the payer knows whose account it is.
	 */
	public String displayAccount() {
		return "138****%04d".formatted(Math.floorMod(this.openid.hashCode(), 10_000));
	}

	@Override
	public String toString() {
		return "Payer[" + displayAccount() + "]";
	}

}
