package io.github.wechatpaycontract.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.BlockingCaller;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The official SDK, wechatpay-java.
 */
public final class OfficialSdk implements BlockingCaller {

	private final HttpClient client;

	private final String url;

	private OfficialSdk(HttpClient client, URI base) {
		this.client = client;
		this.url = base + ExampleCall.PATH;
	}

	/**
	 * Configures it as its README does.
	 * @param fixture the keys
	 * @param base the server
	 * @return the client
	 */
	public static OfficialSdk asDocumented(Fixture fixture, URI base) {
		return new OfficialSdk(new DefaultHttpClientBuilder().config(config(fixture)).build(), base);
	}

	/**
	 * Gives it as many connections as there are callers, and the Corretto provider for
	 * everything, TLS too.
	 * @param fixture the keys
	 * @param base the server
	 * @param connections how many connections
	 * @return the client
	 */
	public static OfficialSdk tuned(Fixture fixture, URI base, int connections) {
		AmazonCorrettoCryptoProvider.install();
		Dispatcher dispatcher = new Dispatcher();
		dispatcher.setMaxRequests(connections);
		dispatcher.setMaxRequestsPerHost(connections);
		OkHttpClient okHttp = new OkHttpClient.Builder()
			.connectionPool(new ConnectionPool(connections, 6, TimeUnit.SECONDS))
			.dispatcher(dispatcher)
			.build();
		return new OfficialSdk(new DefaultHttpClientBuilder().config(config(fixture)).okHttpClient(okHttp).build(),
				base);
	}

	/**
	 * Configures the SDK's keys.
	 * @param fixture the keys
	 * @return the configuration
	 */
	public static RSAPublicKeyConfig config(Fixture fixture) {
		return new RSAPublicKeyConfig.Builder().merchantId(ExampleCall.MCHID)
			.privateKeyFromPath(fixture.merchantKeyFile().toString())
			.publicKeyFromPath(fixture.platformKeyFile().toString())
			.publicKeyId(ExampleCall.PUBLIC_KEY_ID)
			.merchantSerialNumber(ExampleCall.SERIAL_NUMBER)
			.apiV3Key(ExampleCall.API_V3_KEY)
			.build();
	}

	@Override
	public void call() {
		HttpHeaders headers = new HttpHeaders();
		headers.addHeader("Accept", "application/json");
		headers.addHeader("Content-Type", "application/json");
		this.client
			.post(headers, this.url, new JsonRequestBody.Builder().body(ExampleCall.BODY).build(), SdkAnswer.class)
			.getServiceResponse()
			.require();
	}

}
