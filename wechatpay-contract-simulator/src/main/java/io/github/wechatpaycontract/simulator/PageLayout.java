package io.github.wechatpaycontract.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32;

/**
 * What every page has around its content, and the times on it, which are Beijing's like
 * those on the wire.
 */
final class PageLayout {

	private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(BEIJING);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm").withZone(BEIJING);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BEIJING);

	private final WechatPaySimulator simulator;

	private final Platform platform;

	PageLayout(WechatPaySimulator simulator, Platform platform) {
		this.simulator = simulator;
		this.platform = platform;
	}

	/**
	 * A page, or that it is still as the browser has it: only the running time is not
	 * part of what is compared.
	 */
	Answer answer(PageRequest request, String title, Html content) {
		CRC32 sum = new CRC32();
		sum.update((request.texts().language() + title + content).getBytes(StandardCharsets.UTF_8));
		String tag = "\"%08x\"".formatted(sum.getValue());
		return request.header("If-None-Match").filter(tag::equals).isPresent() ? PageAnswers.notModified(tag)
				: PageAnswers.html(200, document(request, title, content)).field("ETag", tag);
	}

	Html document(PageRequest request, String title, Html content) {
		Texts texts = request.texts();
		Texts other = texts.other();
		Instant now = this.platform.now();
		return Html.of(
				"""
						<!DOCTYPE html>
						<html lang="{}">
						<head>
						<meta charset="utf-8">
						<meta name="viewport" content="width=device-width, initial-scale=1">
						<meta name="color-scheme" content="light dark">
						<title>{}</title>
						<link rel="icon" type="image/svg+xml" href="/simulator/page/icon.svg">
						<link rel="stylesheet" href="/simulator/page/page.css">
						<script src="/simulator/page/page.js" defer></script>
						</head>
						<body>
						<header class="bar">
						<a class="brand" href="/"><img src="/simulator/page/icon.svg" alt="" width="28" height="28"><span>{}</span></a>
						<code class="base" id="base-url">{}</code>
						<span class="now" title="{}"><time id="now" data-now="{}" data-second="{}">{}</time></span>
						<a class="language" id="language" rel="nofollow" href="{}" lang="{}">{}</a>
						</header>
						{}
						</body>
						</html>
						""",
				texts.tag(), title, texts.get("title"), this.simulator.baseUrl(), texts.get("clock.beijing"),
				now.toEpochMilli(), texts.get("countdown", "%s"), clock(now), request.in(other), other.tag(),
				other.get("language"), content);
	}

	static String clock(Instant time) {
		return CLOCK.format(time);
	}

	static String minute(Instant time) {
		return MINUTE.format(time);
	}

	static String yuan(long fen) {
		return "¥" + BigDecimal.valueOf(fen, 2);
	}

	static String date(Instant time) {
		return DATE.format(time);
	}

}
