package io.github.wechatpaycontract.benchmarks.contender;

import java.security.Security;

import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
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
		if (crypto == CryptoChoice.CORRETTO) {
			// Only for what core does: TLS keeps the JDK's cryptography.
			Security.setProperty("jdk.security.provider.preferred",
					"Signature.SHA256withRSA:AmazonCorrettoCryptoProvider,"
							+ "Cipher.AES/GCM/NoPadding:AmazonCorrettoCryptoProvider");
			Security.addProvider(crypto.provider());
		}
		return Merchant.builder(ExampleCall.MCHID)
			.certificateSerialNumber(ExampleCall.SERIAL_NUMBER)
			.privateKey(crypto.own(fixture.merchantKey()))
			.platformKey(PlatformKey.publicKey(ExampleCall.PUBLIC_KEY_ID, crypto.own(fixture.platformKey())))
			.apiV3Key(ApiV3Key.of(ExampleCall.API_V3_KEY))
			.build();
	}

}
