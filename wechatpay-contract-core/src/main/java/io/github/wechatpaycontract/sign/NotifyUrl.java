package io.github.wechatpaycontract.sign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.AsciiText;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * The address WeChat Pay notifies. It must be reachable from the internet over HTTPS and
 * carry nothing but a path; local addresses are for a simulator only.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075420">WeChat Pay: notes
 * on callbacks</a>
 */
public final class NotifyUrl {

	private static final int MAX_LENGTH = 256;

	private static final String HTTPS = "must start with https://";

	private static final AsciiText ASCII = AsciiText.visible(0, MAX_LENGTH);

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
	 * Checks a notify URL whose path a notification endpoint of ours is to answer, as it
	 * stands in the request line.
	 * @param text the URL
	 * @param local whether {@code http} and local addresses are accepted
	 * @return the notify URL
	 * @throws InvalidFieldException if WeChat Pay would not call it, or its path is not
	 * plain
	 */
	public static NotifyUrl of(String text, boolean local) {
		NotifyUrl notifyUrl = withAnyPath(text, local);
		require(isPlainPath(notifyUrl.path()), "must have a plain path, such as /wechatpay/contract/notify");
		return notifyUrl;
	}

	/**
	 * Checks a notify URL, whoever answers there and whatever its path.
	 * @param text the URL
	 * @param local whether {@code http} and local addresses are accepted
	 * @return the notify URL
	 * @throws InvalidFieldException if WeChat Pay would not call it
	 */
	public static NotifyUrl withAnyPath(String text, boolean local) {
		URI uri = wellFormed(text);
		require(local || "https".equalsIgnoreCase(uri.getScheme()), HTTPS);
		require(local || isPublic(uri.getHost().toLowerCase(Locale.ROOT)),
				"must name a public host, not an IP address or a local name");
		return new NotifyUrl(uri);
	}

	/**
	 * Checks what holds for every notify URL, be it for WeChat Pay or for a simulator on
	 * this host: at most 256 ASCII characters, {@code https} or {@code http}, a host and
	 * a path, no user, query or fragment.
	 * @param text the URL, {@code null} for none
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void checkForm(@Nullable String text) {
		if (text != null) {
			wellFormed(text);
		}
	}

	private static URI wellFormed(String text) {
		require(text.length() <= MAX_LENGTH, "must be at most 256 characters long");
		require(ASCII.test(text), "must be ASCII without blanks");
		URI uri = parse(text);
		require("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()), HTTPS);
		require(uri.getHost() != null, "must name a host");
		require(uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
				"must have no user, query or fragment");
		require(!uri.getRawPath().isEmpty(), "must have a path");
		return uri;
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
		FieldRules.check("notifyUrl", condition, rule);
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
