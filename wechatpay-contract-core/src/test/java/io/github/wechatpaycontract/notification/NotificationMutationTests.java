package io.github.wechatpaycontract.notification;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 100,000 mutated notifications: 96,000 changed after they were signed, of which none may
 * be accepted, and 4,000 changed before they were really signed, which may end in
 * anything declared. A failure names the seed and the round.
 */
class NotificationMutationTests {

	private static final int UNSIGNED = 96_000;

	private static final int SIGNED = 4_000;

	private static final List<String> HEADERS = List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL,
			TestMessage.SIGNATURE, TestMessage.TYPE);

	private final NotificationVerifier verifier = new NotificationVerifier(TestPlatform.merchant(), TestPlatform.CLOCK,
			TestPlatform.SKEW, Map.of());

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final TestMessage genuine = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);

	@Test
	@Tag("case-63")
	@Tag("case-69")
	@Tag("case-70")
	@Tag("case-72")
	@Tag("case-84")
	void verifyWhenMutatedAcceptsNothingUnsignedAndThrowsNothing() throws Exception {
		long seed = System.nanoTime();
		long start = System.nanoTime();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<?>> parts = new ArrayList<>();
			int parties = 40;
			for (int part = 0; part < parties; part++) {
				int first = part;
				parts.add(threads.submit(() -> {
					for (int i = first; i < UNSIGNED + SIGNED; i += parties) {
						round(seed, i);
					}
				}));
			}
			for (Future<?> part : parts) {
				part.get(120, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		System.out.printf(
				"Mutation run: %d notifications (%d changed after signing, %d really signed), seed %d, %d ms: %s%n",
				UNSIGNED + SIGNED, UNSIGNED, SIGNED, seed, (System.nanoTime() - start) / 1_000_000,
				new TreeMap<>(this.counts));
		assertThat(this.counts.keySet()).noneMatch((outcome) -> outcome.startsWith("unsigned verified"))
			.contains("unsigned mismatch", "unsigned header_repeated", "signed verified", "signed malformed",
					"signed not_decryptable");
	}

	private void round(long seed, int i) {
		Random random = new Random(seed + i);
		boolean signed = i >= UNSIGNED;
		TestMessage message = signed ? signed(random) : unsigned(random);
		try {
			count((signed ? "signed " : "unsigned ") + outcome(this.verifier.verify(message::header, message.body())));
		}
		catch (Throwable ex) {
			throw new AssertionError("seed " + seed + ", round " + i, ex);
		}
	}

	private String outcome(NotificationResult result) {
		if (result instanceof Verified verified) {
			check(verified.notification());
			return "verified " + verified.notification().kind();
		}
		Rejected rejected = (Rejected) result;
		assertThat(rejected.detail()).hasSizeLessThan(300).doesNotContain("oUpF8uMuAJO");
		assertThat(rejected.signatureFailure() != null).isEqualTo(rejected.rejection() == Rejection.NOT_AUTHENTIC);
		return rejected.reason();
	}

	private void check(ContractNotification notification) {
		assertThat(notification.id()).matches("[!-~]{1,128}");
		assertThat(notification.eventType()).matches("[!-~]{1,128}");
		if (notification.resource().outContractCode() != null) {
			assertThat(notification.outContractCode()).matches("[!-~]{1,128}");
		}
		assertThat(notification.contractId().orElse("x")).matches("[!-~]{1,128}");
		assertThat(notification.toString() + notification.resource()).isNotBlank();
		count("signed verified");
	}

	private void count(String outcome) {
		this.counts.computeIfAbsent(outcome, (name) -> new LongAdder()).increment();
	}

	private TestMessage unsigned(Random random) {
		TestMessage message = this.genuine;
		while (isGenuine(message)) {
			for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
				message = (random.nextInt(3) == 0) ? message.withBody(bytes(random, message.body()))
						: header(random, message);
			}
		}
		return message;
	}

	/** The type may be absent, and HTTP allows blanks around a value. */
	private boolean isGenuine(TestMessage message) {
		for (String name : HEADERS) {
			List<String> values = message.header(name)
				.stream()
				.map((value) -> value.replaceAll("^[ \t]+|[ \t]+$", ""))
				.toList();
			if (!values.equals(this.genuine.header(name)) && !(name.equals(TestMessage.TYPE) && values.isEmpty())) {
				return false;
			}
		}
		return Arrays.equals(message.body(), this.genuine.body());
	}

	private static TestMessage header(Random random, TestMessage message) {
		String name = HEADERS.get(random.nextInt(HEADERS.size()));
		List<String> values = message.header(name);
		String value = values.isEmpty() ? "" : values.get(0);
		return switch (random.nextInt(9)) {
			case 0 -> message.without(name);
			case 1 -> message.with(name, value, value);
			case 2 -> message.with(name, value, text(random));
			case 3 -> message.with(name, first(message, HEADERS.get(random.nextInt(HEADERS.size()))));
			case 4 -> message.with(name, text(random));
			case 5 -> message.with(name, value.substring(0, random.nextInt(value.length() + 1)));
			case 6 -> message.with(name, value + text(random));
			case 7 -> message.with(name, "WECHATPAY/SIGNTEST/" + value);
			default -> message.with(name, new String(bytes(random, value.getBytes(StandardCharsets.ISO_8859_1)),
					StandardCharsets.ISO_8859_1));
		};
	}

	private static String first(TestMessage message, String name) {
		List<String> values = message.header(name);
		return values.isEmpty() ? "" : values.get(0);
	}

	private static TestMessage signed(Random random) {
		byte[] plaintext = random.nextInt(3) == 0 ? TestPlatform.SIGNED.getBytes(StandardCharsets.UTF_8)
				: mutated(random, tree(TestPlatform.SIGNED));
		Map<String, @Nullable Object> envelope = TestPlatform.envelope("ENTRUST.SIGN", plaintext);
		byte[] body = (random.nextInt(3) == 0) ? mutated(random, envelope)
				: TestPlatform.json(envelope).getBytes(StandardCharsets.UTF_8);
		return TestPlatform.sign(body);
	}

	private static Map<String, @Nullable Object> tree(String json) {
		Map<String, @Nullable Object> tree = new LinkedHashMap<>(
				Json.read(json.getBytes(StandardCharsets.UTF_8)).members());
		tree.put("contract_terminate_info", new LinkedHashMap<>(Map.of("contract_termination_mode", "USER_TERMINATE",
				"contract_terminated_time", "2024-08-29T10:53:19+08:00")));
		return tree;
	}

	/** Changes members, then perhaps the text. */
	private static byte[] mutated(Random random, Map<String, @Nullable Object> tree) {
		for (int changes = random.nextInt(3); changes >= 0; changes--) {
			change(random, tree);
		}
		String text = TestPlatform.json(tree);
		int at = random.nextInt(text.length());
		text = switch (random.nextInt(12)) {
			case 0 -> text.substring(0, at);
			case 1 -> text.substring(0, text.length() - 1) + ",\"" + name(random, tree) + "\":" + raw(random) + "}";
			case 2 -> text + raw(random);
			case 3 -> text.replaceFirst(":\"",
					":\"" + List.of("\\\\ud800", "\\\\u0000", "\\\\ud83d\\\\ude00", "\\\\x").get(random.nextInt(4)));
			case 4 -> text.replaceFirst(":\"[^\"]*\"", ":" + Matcher.quoteReplacement(raw(random)));
			case 5 -> "\uFEFF" + text;
			default -> text;
		};
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return (random.nextInt(6) == 0) ? bytes(random, bytes) : bytes;
	}

	@SuppressWarnings("unchecked")
	private static void change(Random random, Map<String, @Nullable Object> tree) {
		String name = name(random, tree);
		Object value = tree.get(name);
		if (value instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(4) != 0) {
			change(random, (Map<String, @Nullable Object>) map);
			return;
		}
		switch (random.nextInt(6)) {
			case 0 -> tree.remove(name);
			case 1 -> tree.put(text(random), value);
			case 2 -> tree.put(name, tree.get(name(random, tree)));
			default -> tree.put(name, value(random, 0));
		}
		if (tree.isEmpty()) {
			tree.put("id", "x");
		}
	}

	private static String name(Random random, Map<String, @Nullable Object> tree) {
		return new ArrayList<>(tree.keySet()).get(random.nextInt(tree.size()));
	}

	private static @Nullable Object value(Random random, int depth) {
		return switch (random.nextInt((depth < 25) ? 11 : 8)) {
			case 0 -> null;
			case 1 -> random.nextBoolean();
			case 2 -> random.nextLong();
			case 3 -> random.nextGaussian() * 1e300;
			case 4 -> new BigInteger(random.nextInt(400), random);
			case 5 -> new BigDecimal(BigInteger.ONE, random.nextInt());
			case 6 -> text(random);
			case 7 -> "SIGNED";
			case 8 -> "x".repeat(random.nextInt(40_000));
			case 9 -> Arrays.asList(value(random, depth + 5), value(random, depth + 3));
			default -> nested(random, depth);
		};
	}

	private static Map<String, @Nullable Object> nested(Random random, int depth) {
		Map<String, @Nullable Object> nested = new LinkedHashMap<>();
		nested.put("contract_id", value(random, depth + 2));
		nested.put(text(random), value(random, depth + 5));
		return nested;
	}

	private static String raw(Random random) {
		String[] raws = { "1e99999999999", "-1E-99999999999", "01", "NaN", "{}", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
				"\"\\u00e9\"", "null", "\"\t\"", "\u0000", "{\"a\":1,\"a\":2}", "-", "9".repeat(2_000) };
		return raws[random.nextInt(raws.length)];
	}

	private static String text(Random random) {
		String[] texts = { "", " ", "\t", "SIGNED", "TERMINATED", "null", "0", "-1", "1724900000", "\n", "\r\nX: y",
				"\u0000", "\u001b[31m", "密", "😀", "\u202e", "A,B", "=", "%00", "../../etc/passwd", "${jndi:ldap://x}",
				"WECHATPAY2-SHA256-RSA2048", "x".repeat(200), "\uffff" };
		return texts[random.nextInt(texts.length)];
	}

	private static byte[] bytes(Random random, byte[] original) {
		if (original.length == 0) {
			return new byte[] { (byte) random.nextInt() };
		}
		byte[] changed = original.clone();
		int at = random.nextInt(changed.length);
		switch (random.nextInt(5)) {
			case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
			case 1 -> changed[at] = (byte) random.nextInt();
			case 2 -> changed = Arrays.copyOf(changed, at);
			case 3 -> changed = Arrays.copyOf(changed, changed.length + 1 + random.nextInt(20));
			default -> {
				byte swapped = changed[at];
				int other = random.nextInt(changed.length);
				changed[at] = changed[other];
				changed[other] = swapped;
			}
		}
		return changed;
	}

}
