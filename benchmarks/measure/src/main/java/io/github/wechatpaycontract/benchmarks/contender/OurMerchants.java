package io.github.wechatpaycontract.benchmarks.contender;

import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;

/**
 * Makes our merchant, with the provider that does its cryptography.
 */
public final class OurMerchants {

	private OurMerchants() {
	}

	public static Merchant create(Fixture fixture, CryptoChoice crypto) {
		CryptoProvider provider = switch (crypto) {
			case JDK -> CryptoProvider.JDK;
			case CORRETTO -> CryptoProvider.CORRETTO;
		};
		return Merchant.builder(ExampleCall.MCHID)
			.certificateSerialNumber(ExampleCall.SERIAL_NUMBER)
			.privateKey(fixture.merchantKey())
			.platformKey(PlatformKey.publicKey(ExampleCall.PUBLIC_KEY_ID, fixture.platformKey()))
			.apiV3Key(ApiV3Key.of(ExampleCall.API_V3_KEY))
			.cryptoEngine(CryptoEngine.of(provider))
			.build();
	}

}
