package io.github.wechatpaycontract.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * The names of all {@code wechatpay.*} properties.
 */
final class KnownProperties {

	private static final int LARGEST_DISTANCE = 3;

	private static final Pattern FURTHER = Pattern.compile("(wechatpay\\.merchants\\.[^.]+)\\.(.+)");

	private KnownProperties() {
	}

	static Stream<String> names() {
		return names("wechatpay", WechatPayProperties.class);
	}

	/**
	 * Returns the property that was probably meant.
	 * @param name the name of one that does not exist
	 * @return the known name, empty when none is near
	 */
	static Optional<String> nearest(String name) {
		Matcher matcher = FURTHER.matcher(name);
		if (!matcher.matches()) {
			return nearest(name, names());
		}
		String shared = "wechatpay." + matcher.group(2);
		return isShared(shared) ? Optional.of(shared)
				: nearest(name, names(matcher.group(1), WechatPayProperties.FurtherMerchant.class));
	}

	/** All merchants are switched off together, which nobody means who names one. */
	private static boolean isShared(String name) {
		return names().anyMatch(name::equals) && !name.equals(OnWechatPayCondition.SWITCH);
	}

	private static Optional<String> nearest(String name, Stream<String> names) {
		return names.filter((known) -> distance(name, known) <= LARGEST_DISTANCE)
			.min(Comparator.comparingInt((known) -> distance(name, known)));
	}

	private static Stream<String> names(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> names(prefix, component));
	}

	private static Stream<String> names(String prefix, RecordComponent component) {
		String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
		return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name);
	}

	/** Levenshtein's distance. */
	private static int distance(String left, String right) {
		int[] row = new int[right.length() + 1];
		Arrays.setAll(row, (i) -> i);
		for (int i = 1; i <= left.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= right.length(); j++) {
				int substituted = diagonal + ((left.charAt(i - 1) == right.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[right.length()];
	}

}
