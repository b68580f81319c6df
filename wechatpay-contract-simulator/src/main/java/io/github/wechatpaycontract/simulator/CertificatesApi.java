package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The list of platform certificates, each encrypted with the merchant's APIv3 key. Who
 * has none is told to apply for the public key.
 */
final class CertificatesApi {

	private static final String PATH = "/v3/certificates";

	private static final String TYPE = "algorithm_type";

	private final Platform platform;

	CertificatesApi(Platform platform) {
		this.platform = platform;
	}

	List<Route> routes() {
		return List.of(Route.of("GET", PATH + "/**", this::list));
	}

	private Map<String, Object> list(Call call) throws Refusal {
		String query = call.request().rawUri().substring(PATH.length());
		if (!query.isEmpty() && !query.matches("\\?(" + TYPE + "=.*)?")) {
			throw new Refusal(404, "RESOURCE_NOT_EXISTS", "not found");
		}
		String type = query.contains("=") ? query.substring(query.indexOf('=') + 1) : "RSA";
		if (!List.of("RSA", "ALL", "SM2").contains(type)) {
			throw Refusal.of(400, "PARAM_ERROR", "参数错误: " + TYPE, TYPE, type, "not one of RSA, SM2, ALL", "query");
		}
		PlatformCertificates certificates = certificates(call.account(), type);
		return Map.of("data",
				certificates.list().stream().map((certificate) -> entry(certificate, call.merchant())).toList());
	}

	private static PlatformCertificates certificates(Account account, String type) throws Refusal {
		@Nullable PlatformCertificates certificates = account.certificates();
		if (certificates == null || type.equals("SM2")) {
			throw new Refusal(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。");
		}
		return certificates;
	}

	private Map<String, Object> entry(PlatformCertificate certificate, SimulatedMerchant merchant) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("serial_no", certificate.serial());
		entry.put("effective_time", this.platform.format(certificate.effectiveTime()));
		entry.put("expire_time", this.platform.format(certificate.expireTime()));
		entry.put("encrypt_certificate", Sealed
			.of("AEAD_AES_256_GCM", merchant.apiV3Key(), this.platform.tokens().hex(12).toLowerCase(Locale.ROOT),
					"certificate", PemKeys.write(certificate.certificate()).getBytes(StandardCharsets.US_ASCII))
			.members());
		return entry;
	}

}
