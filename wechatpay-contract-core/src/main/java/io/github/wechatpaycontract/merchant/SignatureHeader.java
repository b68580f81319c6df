package io.github.wechatpaycontract.merchant;

import java.util.List;
import java.util.function.Function;

import io.github.wechatpaycontract.SignatureFailure;
import org.jspecify.annotations.Nullable;

/**
 * A header of a signature, which must occur exactly once and not be blank.
 *
 * @param value the value without blanks around it, empty when there is a failure
 * @param failure what is wrong with it, if anything
 */
record SignatureHeader(String value, @Nullable SignatureFailure failure) {

	private static final String BLANKS = " \t";

	static SignatureHeader of(Function<String, List<String>> headers, String name) {
		List<String> values = headers.apply(name);
		if (values.size() > 1) {
			return new SignatureHeader("", SignatureFailure.HEADER_REPEATED);
		}
		String value = values.isEmpty() ? "" : trimmed(values.get(0));
		return new SignatureHeader(value, value.isEmpty() ? SignatureFailure.HEADER_MISSING : null);
	}

	/** HTTP allows blanks and tabs around a value, but no other white space. */
	static String trimmed(String value) {
		int start = 0;
		int end = value.length();
		while (start < end && BLANKS.indexOf(value.charAt(start)) != -1) {
			start++;
		}
		while (start < end && BLANKS.indexOf(value.charAt(end - 1)) != -1) {
			end--;
		}
		return value.substring(start, end);
	}

}
