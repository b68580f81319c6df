package io.github.wechatpaycontract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.wechatpaycontract.client.ProxySettings;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.crypto.Pkcs12;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds a secret is written by nobody: neither by Java nor by Jackson, however
 * forgiving it is.
 */
@Tag("case-177")
class SerializationTests {

	static Stream<Object> secrets() {
		return Stream.of(TestPlatform.merchant(), TestPlatform.builder(), ApiV3Key.of(TestPlatform.API_V3_KEY),
				Pkcs12.read(Vectors.file("merchant_cert.p12"), TestPlatform.MCHID.toCharArray()),
				CryptoEngine.of(CryptoProvider.JDK).signingKey(TestPlatform.MERCHANT_KEY),
				new ProxySettings("proxy.example.com", 3128, "me", "password"));
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void javaDoesNotWriteIt(Object secret) throws IOException {
		try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
			assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> out.writeObject(secret));
		}
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void jacksonDoesNotWriteIt(Object secret) throws JsonProcessingException {
		ObjectMapper mapper = new ObjectMapper();
		assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> mapper.writeValueAsString(secret));
		mapper.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
		assertThat(mapper.writeValueAsString(secret)).isEqualTo("{}");
	}

}
