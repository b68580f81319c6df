package io.github.wechatpaycontract.benchmarks.startup.sdk;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.notification.NotificationParser;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * The same application with the official SDK as beans, and its first call.
 */
@SpringBootApplication
public class SdkApplication {

	private static final String BODY = """
			{"appid":"wxd678efh567hg6787","service_id":12535,"out_contract_code":"wxwtdk20200910100000",\
			"notify_url":"https://pay.example.com/wechatpay/contract/notify",\
			"contract_display_account":"Blue bicycle 17","openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}""";

	/**
	 * Starts, tells how long that took since the start of the JVM, calls two seconds
	 * later, and ends.
	 * @param args the properties
	 * @throws InterruptedException if nobody waits any more
	 */
	public static void main(String[] args) throws InterruptedException {
		try (ConfigurableApplicationContext context = SpringApplication.run(SdkApplication.class, args)) {
			Thread.sleep(2000);
			call(context);
		}
	}

	@Bean
	RSAPublicKeyConfig wechatPayConfig(@Value("${wechatpay.mchid}") String mchid,
			@Value("${wechatpay.certificate-serial-number}") String serialNumber,
			@Value("${sdk.private-key-path}") String privateKeyPath,
			@Value("${wechatpay.public-key-id}") String publicKeyId,
			@Value("${sdk.public-key-path}") String publicKeyPath, @Value("${wechatpay.api-v3-key}") String apiV3Key) {
		return new RSAPublicKeyConfig.Builder().merchantId(mchid)
			.merchantSerialNumber(serialNumber)
			.privateKeyFromPath(privateKeyPath)
			.publicKeyId(publicKeyId)
			.publicKeyFromPath(publicKeyPath)
			.apiV3Key(apiV3Key)
			.build();
	}

	@Bean
	HttpClient wechatPayHttpClient(RSAPublicKeyConfig config) {
		return new DefaultHttpClientBuilder().config(config).build();
	}

	@Bean
	NotificationParser wechatPayNotificationParser(RSAPublicKeyConfig config) {
		return new NotificationParser(config);
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		System.out
			.println("READY " + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()));
	}

	private static void call(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		HttpClient client = context.getBean(HttpClient.class);
		long start = System.nanoTime();
		HttpHeaders headers = new HttpHeaders();
		headers.addHeader("Accept", "application/json");
		headers.addHeader("Content-Type", "application/json");
		client.post(headers,
				environment.getRequiredProperty("wechatpay.client.base-url")
						+ "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program",
				new JsonRequestBody.Builder().body(BODY).build(), Map.class);
		System.out.printf(Locale.ROOT, "FIRST %.1f%n", (System.nanoTime() - start) / 1e6);
	}

}
