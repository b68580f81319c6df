package io.github.wechatpaycontract.benchmarks.contender;

import java.net.URI;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.google.gson.Gson;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;

/**
 * WxJava's pay module, as its documentation configures it.
 */
public final class WxJava implements BlockingCaller {

	private final WxPayService service;

	private final Gson gson = new Gson();

	private final String url;

	public WxJava(Fixture fixture, URI base) {
		this.service = service(fixture, base);
		this.url = base + ExampleCall.PATH;
	}

	/**
	 * Configures the service.
	 * @param fixture the keys
	 * @param base the server
	 * @return the service
	 */
	public static WxPayService service(Fixture fixture, URI base) {
		WxPayConfig config = new WxPayConfig();
		config.setAppId(ExampleCall.APPID);
		config.setMchId(ExampleCall.MCHID);
		config.setApiV3Key(ExampleCall.API_V3_KEY);
		config.setCertSerialNo(ExampleCall.SERIAL_NUMBER);
		config.setPrivateKeyPath(fixture.merchantKeyFile().toString());
		config.setPublicKeyPath(fixture.platformKeyFile().toString());
		config.setPublicKeyId(ExampleCall.PUBLIC_KEY_ID);
		config.setPayBaseUrl(base.toString());
		WxPayService service = new WxPayServiceImpl();
		service.setConfig(config);
		try {
			// Else the first callers make a client each.
			config.initApiV3HttpClient();
		}
		catch (WxPayException ex) {
			throw new IllegalStateException(ex);
		}
		return service;
	}

	@Override
	public void call() throws WxPayException {
		this.gson.fromJson(this.service.postV3(this.url, ExampleCall.BODY), SdkAnswer.class).require();
	}

}
