package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.simulator.NotificationFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters and interceptors that an application installs, and a path below that of the
 * application, change nothing in the bytes.
 */
abstract class AbstractFilterTests extends AbstractEndpointTests {

	private static final String BELOW = "/shop" + PATH;

	@Override
	String[] settings() {
		return new String[] { "spring.mvc.hiddenmethod.filter.enabled=true",
				"spring.webflux.hiddenmethod.filter.enabled=true", "server.compression.enabled=true",
				"server.compression.min-response-size=1B", "server.servlet.encoding.charset=GBK",
				"server.servlet.encoding.force=true", "spring.servlet.encoding.charset=GBK",
				"spring.servlet.encoding.force=true", "server.forward-headers-strategy=framework",
				"server.servlet.context-path=/shop", "spring.webflux.base-path=/shop",
				"spring.main.lazy-initialization=true", "wechatpay.contract.notify-url=http://127.0.0.1:1" + BELOW };
	}

	@Override
	String path() {
		return BELOW;
	}

	@Test
	@Tag("case-167")
	@Tag("case-168")
	void genuineIsHandledAndTamperedIsRefused() {
		assertGenuineStillWorks();
		handler().clear();
		assertRefused(send(spoilt(NotificationFault.bitFlip())));
	}

	@ParameterizedTest
	@Tag("case-167")
	@ValueSource(strings = { "Accept-Encoding: gzip", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https",
			"Forwarded: for=203.0.113.9;proto=https;host=pay.example.com", "X-Forwarded-Prefix: /api",
			"X-Forwarded-Prefix: /api,/v1", "X-Forwarded-Prefix: /shop", "X-Forwarded-Prefix: /" })
	void headersThatFiltersReadChangeNothing(String header) {
		assertAcknowledged(send(RawRequest.post(BELOW, genuine()).with(header)));
	}

	@ParameterizedTest
	@Tag("case-59")
	@ValueSource(
			strings = { "/%73hop" + PATH, "/shop;a=b" + PATH, "/x/../shop" + PATH, "//shop" + PATH, "/shop/" + PATH })
	void otherSpellingOfTheBasePathIsNotTheEndpoint(String target) {
		send(RawRequest.post(target, genuine()));
		assertNothingHandled();
	}

	@Test
	@Tag("case-167")
	void pathThatOnlyAForwardedPrefixMakesTheEndpointsIsNot() {
		send(RawRequest.post("/shop/notify", genuine()).with("X-Forwarded-Prefix: /shop/wechatpay/contract"));
		send(RawRequest.post("/shop/contract/notify", genuine()).with("X-Forwarded-Prefix: /shop/wechatpay"));
		assertNothingHandled();
	}

	@Test
	@Tag("case-168")
	void pathWithoutTheBasePathIsNotTheEndpoint() {
		send(RawRequest.post(PATH, genuine()));
		send(RawRequest.post("/shop" + BELOW, genuine()));
		assertNothingHandled();
	}

}
