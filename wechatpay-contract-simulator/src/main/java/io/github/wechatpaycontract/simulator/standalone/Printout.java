package io.github.wechatpaycontract.simulator.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to be configured with. The whole of it is a YAML document: what is
 * not for Spring Boot stands in comments.
 */
final class Printout {

	private final WechatPaySimulator simulator;

	private final URI notifyUrl;

	private final @Nullable KeysDirectory keys;

	Printout(WechatPaySimulator simulator, URI notifyUrl, @Nullable KeysDirectory keys) {
		this.simulator = simulator;
		this.notifyUrl = notifyUrl;
		this.keys = keys;
	}

	@Override
	public String toString() {
		SimulatedMerchant merchant = this.simulator.merchant();
		return """
				# The simulator of WeChat Pay is running. Its page: http://localhost:%d/
				# Ctrl-C ends it. Keys and numbers are made up by it and worthless anywhere else.

				# application.yml of an application with wechatpay-contract-spring-boot-starter:

				%s
				# Any other client:
				#
				#   base URL        %s instead of https://api.mch.weixin.qq.com
				#   mchid           %s
				#   appid           %s
				#   service_id      %d
				#   serial_no       %s
				#   APIv3 key       %s
				%s%s""".formatted(this.simulator.port(), ApplicationYaml.of(properties()), this.simulator.baseUrl(),
				merchant.mchid(), merchant.appid(), merchant.serviceId(), merchant.certificateSerialNumber(),
				merchant.apiV3Key(), platform(merchant), files());
	}

	private Map<String, Object> properties() {
		Map<String, Object> properties = this.simulator.springProperties(this.notifyUrl.toString());
		KeysDirectory directory = this.keys;
		if (directory != null) {
			properties.replace("wechatpay.private-key-path", directory.privateKey().toUri().toString());
			properties.replace("wechatpay.public-key-path", directory.publicKey().toUri().toString());
		}
		return properties;
	}

	private static String platform(SimulatedMerchant merchant) {
		return switch (merchant.trustMode()) {
			case PUBLIC_KEY -> "#   public key id   %s\n".formatted(merchant.publicKeyId());
			case CERTIFICATES -> "#   certificates    GET /v3/certificates\n";
			case MIXED ->
				"#   public key id   %s\n#   certificates    GET /v3/certificates\n".formatted(merchant.publicKeyId());
		};
	}

	private String files() {
		KeysDirectory directory = this.keys;
		if (directory == null) {
			return """
					#
					# These keys end with this run. Start it with --keys <directory>: it keeps them there as PEM files
					# from one run to the next.
					""";
		}
		return file("merchant key", directory, KeysDirectory::privateKey)
				+ file("its certificate", directory, KeysDirectory::certificate)
				+ (this.simulator.merchant().trustMode() != TrustMode.CERTIFICATES
						? file("public key", directory, KeysDirectory::publicKey) : "");
	}

	private static String file(String name, KeysDirectory directory, Function<KeysDirectory, Path> path) {
		return "#   %-15s %s\n".formatted(name, path.apply(directory));
	}

}
