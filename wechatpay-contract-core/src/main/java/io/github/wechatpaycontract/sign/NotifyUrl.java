package io.github.wechatpaycontract.sign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The address WeChat Pay notifies. It must be reachable from the internet over HTTPS and
 * carry nothing but a path; local addresses are for a simulator only.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075420">WeChat Pay: notes
 * on callbacks</a>
 */
public final class NotifyUrl {

	private static final int MAX_LENGTH = 256;

	private static final Predicate<String> ASCII = pattern("[!-~]*");

	private static final Predicate<String> SEGMENTS = pattern("(/[0-9A-Za-z._~-]+)+");

	private static final Predicate<String> DOT_SEGMENT = pattern(".*/\\.{1,2}(/.*)?");

	private static final Predicate<String> ADDRESS = pattern("\\[.*|[0-9.]+");

	private static final Predicate<String> DOMAIN = pattern(".+\\..*[^.].*");

	private static final Predicate<String> LOCAL = pattern(
			"(.*\\.)?(localhost|localdomain|local|internal|lan|home|test)\\.?");

	private final URI uri;

	private NotifyUrl(URI uri) {
		this.uri = uri;
	}

	/**
	 * Checks the notify URL of contracts, whose path is to stand in the request line as
	 * it is written.
	 * @param text the URL
	 * @param local whether {@code http} and local addresses are accepted
	 * @return the notify URL
	 * @throws InvalidFieldException if WeChat Pay would not call it
	 */
	public static NotifyUrl of(String text, boolean local) {
		NotifyUrl notifyUrl = withAnyPath(text, local);
		require(isPlainPath(notifyUrl.path()), "must have a plain path, such as /wechatpay/contract/notify");
		return notifyUrl;
	}

	/**
	 * Checks the notify URL of something else, such as payments, whatever its path.
	 * @param text the URL
	 * @param local whether {@code http} and local addresses are accepted
	 * @return the notify URL
	 * @throws InvalidFieldException if WeChat Pay would not call it
	 */
	public static NotifyUrl withAnyPath(String text, boolean local) {
		require(text.length() <= MAX_LENGTH, "must be at most 256 characters long");
		require(ASCII.test(text), "must be ASCII without blanks");
		URI uri = parse(text);
		boolean https = "https".equalsIgnoreCase(uri.getScheme());
		require(https || (local && "http".equalsIgnoreCase(uri.getScheme())), "must start with https://");
		require(uri.getHost() != null, "must name a host");
		require(uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
				"must have no user, query or fragment");
		require(!uri.getRawPath().isEmpty(), "must have a path");
		require(local || isPublic(uri.getHost().toLowerCase(Locale.ROOT)),
				"must name a public host, not an IP address or a local name");
		return new NotifyUrl(uri);
	}

	/**
	 * Returns whether a path stands in the request line as it is written: segments of
	 * letters, digits and {@code -._~}, none empty or a dot.
	 * @param path the path
	 * @return whether it is plain
	 */
	public static boolean isPlainPath(String path) {
		return SEGMENTS.test(path) && !DOT_SEGMENT.test(path);
	}

	private static URI parse(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw new InvalidFieldException("notifyUrl", "is not a URL");
		}
	}

	private static boolean isPublic(String host) {
		return DOMAIN.test(host) && !ADDRESS.test(host) && !LOCAL.test(host);
	}

	private static Predicate<String> pattern(String regex) {
		return Pattern.compile(regex).asMatchPredicate();
	}

	private static void require(boolean condition, String rule) {
		if (!condition) {
			throw new InvalidFieldException("notifyUrl", rule);
		}
	}

	/**
	 * Returns the path, as it stands in the request line.
	 * @return the path
	 */
	public String path() {
		return this.uri.getRawPath();
	}

	/**
	 * Returns whether WeChat Pay would have to call another port than 443, which
	 * firewalls on the way may refuse.
	 * @return {@code true} for another port
	 */
	public boolean hasUnusualPort() {
		return this.uri.getPort() != -1 && this.uri.getPort() != 443;
	}

	@Override
	public String toString() {
		return this.uri.toString();
	}

}
