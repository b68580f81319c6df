package io.github.wechatpaycontract;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.jspecify.annotations.Nullable;

/**
 * Everything a merchant of a simulator can do.
 */
public final class TestServices {

	public static final String NOTIFY_URL = "https://yourapp.com/notify";

	private TestServices() {
	}

	/** The merchant of the vectors under another number. */
	public static SimulatedMerchant simulated(String mchid) {
		SimulatedMerchant merchant = TestPlatform.simulated();
		return SimulatedMerchant.builder()
			.mchid(mchid)
			.privateKeyPem(merchant.privateKeyPem())
			.certificatePem(merchant.certificatePem())
			.apiV3Key(merchant.apiV3Key())
			.publicKeyId(merchant.publicKeyId())
			.platformPrivateKeyPem(merchant.platformPrivateKeyPem())
			.build();
	}

	public static MerchantDefinition definition(String name, SimulatedMerchant simulated, @Nullable String path) {
		Merchant merchant = Merchant.builder(simulated.mchid())
			.certificateSerialNumber(simulated.certificateSerialNumber())
			.privateKey(PrivateKeys.read(bytes(simulated.privateKeyPem()), null))
			.platformKey(
					PlatformKey.publicKey(simulated.publicKeyId(), PublicKeys.read(bytes(simulated.publicKeyPem()))))
			.apiV3Key(ApiV3Key.of(simulated.apiV3Key()))
			.build();
		return new MerchantDefinition(name, merchant,
				new PreEntrustSignDefaults(simulated.appid(), simulated.serviceId(), NOTIFY_URL), path);
	}

	public static MerchantServices of(MerchantDefinition definition, URI baseUrl) {
		return of(definition, baseUrl, Clock.systemUTC(), SignIntentRecorder.NONE);
	}

	public static MerchantServices of(MerchantDefinition definition, URI baseUrl, Clock clock,
			SignIntentRecorder intents) {
		return new MerchantServices(definition,
				new SignedExchange(definition.merchant(), SimulatedExchange.settings(baseUrl), clock),
				new NotificationVerifier(definition.merchant(), clock, TestPlatform.SKEW, Map.of()),
				MiniProgramLaunchFactory.EXTRA_DATA, clock, intents);
	}

	/** The first merchant of a simulator. */
	public static MerchantServices of(WechatPaySimulator simulator) {
		return of(definition("first", simulator.merchant(), null), simulator.baseUrl());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
