package io.github.wechatpaycontract.benchmarks.contender;

import java.net.URI;
import java.time.Clock;

import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;

/**
 * Our templates, as a user has them.
 */
public final class OurClient {

	private static final MiniProgramSignRequest REQUEST = MiniProgramSignRequest.builder()
		.outContractCode(ExampleCall.OUT_CONTRACT_CODE)
		.contractDisplayAccount(ExampleCall.DISPLAY_ACCOUNT)
		.openid(ExampleCall.OPENID)
		.build();

	private final ReactivePreEntrustSignTemplate reactive;

	public OurClient(Merchant merchant, URI base) {
		ClientSettings settings = ClientSettings.DEFAULT.withHosts(HostSettings.only(BaseUrl.of(base, false)));
		this.reactive = new ReactivePreEntrustSignTemplate(new SignedExchange(merchant, settings, Clock.systemUTC()),
				new PreEntrustSignDefaults(ExampleCall.APPID, ExampleCall.SERVICE_ID, ExampleCall.NOTIFY_URL),
				MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC());
	}

	public ReactiveCaller reactive() {
		return () -> this.reactive.miniProgram(REQUEST);
	}

	public BlockingCaller blocking() {
		PreEntrustSignTemplate template = new PreEntrustSignTemplate(this.reactive);
		return () -> template.miniProgram(REQUEST);
	}

}
