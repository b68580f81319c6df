package io.github.wechatpaycontract.clients;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * WeChat Pay's own SDK, wechatpay-java, against the runnable jar.
 */
class OfficialSdkTests {

	private static final String CONTRACTS = "/v3/password-exempt-contract/contracts/";

	private static final String CODE = "wxwtdk20200910100000";

	@TempDir
	private Path temporary;

	@Test
	void publicKeyModeNeedsTheBaseUrlAndTheKeysOnly() throws Exception {
		try (SimulatorProcess simulator = start("public-key"); NotifyServer merchant = new NotifyServer()) {
			RSAPublicKeyConfig config = new RSAPublicKeyConfig.Builder()
				.merchantId(simulator.property("wechatpay.mchid"))
				.merchantSerialNumber(simulator.property("wechatpay.certificate-serial-number"))
				.privateKeyFromPath(file("apiclient_key.pem"))
				.apiV3Key(simulator.property("wechatpay.api-v3-key"))
				.publicKeyId(simulator.property("wechatpay.public-key-id"))
				.publicKeyFromPath(file("pub_key.pem"))
				.build();
			HttpClient client = new DefaultHttpClientBuilder().config(config).build();
			signAndTerminate(simulator, merchant, client, simulator.baseUrl().toString(), config);
		}
	}

	/**
	 * The SDK downloads certificates from an address it has as a constant, so its HTTP
	 * client is told to go to the simulator instead.
	 */
	@Test
	void certificateModeNeedsOneInterceptorMore() throws Exception {
		try (SimulatorProcess simulator = start("certificate"); NotifyServer merchant = new NotifyServer()) {
			DefaultHttpClientBuilder redirected = new DefaultHttpClientBuilder()
				.okHttpClient(redirectedTo(simulator.baseUrl()));
			RSAAutoCertificateConfig config = new RSAAutoCertificateConfig.Builder()
				.merchantId(simulator.property("wechatpay.mchid"))
				.merchantSerialNumber(simulator.property("wechatpay.certificate-serial-number"))
				.privateKeyFromPath(file("apiclient_key.pem"))
				.apiV3Key(simulator.property("wechatpay.api-v3-key"))
				.httpClientBuilder(redirected)
				.build();
			HttpClient client = redirected.newInstance().config(config).build();
			signAndTerminate(simulator, merchant, client, "https://api.mch.weixin.qq.com", config);
		}
	}

	private <C extends Config & NotificationConfig> void signAndTerminate(SimulatorProcess simulator,
			NotifyServer merchant, HttpClient client, String base, C config) throws Exception {
		JsonObject request = new JsonObject();
		request.addProperty("appid", simulator.property("wechatpay.contract.appid"));
		request.addProperty("service_id", Long.valueOf(simulator.property("wechatpay.contract.service-id")));
		request.addProperty("out_contract_code", CODE);
		request.addProperty("notify_url", merchant.url());
		request.addProperty("contract_display_account", "微信代扣用户A");
		request.addProperty("openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
		JsonObject session = post(client, base + CONTRACTS + "normal/pre-entrust-sign/mini-program", request);
		assertThat(session.get("pre_entrustweb_id").getAsString()).isNotBlank();

		String contract = base + CONTRACTS + "service-id/" + simulator.property("wechatpay.contract.service-id")
				+ "/out-contract-code/" + CODE;
		assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> get(client, contract))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("RESOURCE_NOT_EXISTS"));

		assertThat(simulator.confirm(CODE)).contains("\"status\":204");
		RequestParam.Builder notification = merchant.take();
		NotificationParser parser = new NotificationParser(config);
		JsonObject resource = parser.parse(notification.build(), JsonObject.class);
		assertThat(resource.get("out_contract_code").getAsString()).isEqualTo(CODE);
		assertThatExceptionOfType(ValidationException.class)
			.isThrownBy(() -> parser.parse(notification.body("{}").build(), JsonObject.class));

		assertThat(get(client, contract).get("contract_state").getAsString()).isEqualTo("SIGNED");
		JsonObject termination = new JsonObject();
		termination.addProperty("contract_termination_remark", "顾客要求");
		assertThat(post(client, contract + "/terminate", termination).get("out_contract_code").getAsString())
			.isEqualTo(CODE);
		assertThat(get(client, contract).get("contract_state").getAsString()).isEqualTo("TERMINATED");
		assertThat(simulator.errors()).isEmpty();
	}

	private static JsonObject post(HttpClient client, String url, JsonObject body) {
		JsonRequestBody json = new JsonRequestBody.Builder().body(body.toString()).build();
		return client.post(headers(), url, json, JsonObject.class).getServiceResponse();
	}

	private static JsonObject get(HttpClient client, String url) {
		return client.get(headers(), url, JsonObject.class).getServiceResponse();
	}

	private static HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		headers.addHeader("Accept", "application/json");
		headers.addHeader("Content-Type", "application/json");
		return headers;
	}

	private static OkHttpClient redirectedTo(URI base) {
		return new OkHttpClient.Builder().addInterceptor((chain) -> {
			var url = chain.request().url().newBuilder().scheme("http").host(base.getHost()).port(base.getPort());
			return chain.proceed(chain.request().newBuilder().url(url.build()).build());
		}).build();
	}

	private SimulatorProcess start(String trust) throws IOException {
		return SimulatorProcess.start(this.temporary, "--keys", file(""), "--trust", trust);
	}

	private String file(String name) {
		return this.temporary.resolve("keys").resolve(name).toString();
	}

}
