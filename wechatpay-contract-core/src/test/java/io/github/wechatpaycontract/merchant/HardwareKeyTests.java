package io.github.wechatpaycontract.merchant;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.RSAPrivateCrtKey;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.merchant.MerchantMismatchException.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A merchant whose private key never leaves its module.
 */
class HardwareKeyTests {

	private final Module module = new Module();

	private boolean refused;

	private boolean loggedOut;

	@BeforeEach
	void addModule() {
		Security.addProvider(this.module);
	}

	@AfterEach
	void removeModule() {
		Security.removeProvider(this.module.getName());
	}

	@Test
	void buildWhenKeyKeepsItsNumbersBackTriesIt() {
		Merchant merchant = builder().certificate(Certificates.read(Vectors.file("merchant_cert.pem"))).build();
		assertThat(merchant.certificateSerialNumber()).isEqualTo(TestPlatform.MERCHANT_SERIAL);
		byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
		assertThat(merchant.sign("POST", "/v3/x", 1, "n", body).authorization()).isEqualTo(TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.build()
			.sign("POST", "/v3/x", 1, "n", body)
			.authorization());
	}

	@Test
	void buildWhenModuleRefusesToSignSaysSo() {
		this.refused = true;
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(builder().certificateSerialNumber(TestPlatform.MERCHANT_SERIAL)::build)
			.satisfies((ex) -> assertThat(ex.getPart()).isEqualTo(Part.PRIVATE_KEY))
			.withCauseInstanceOf(RuntimeException.class);
	}

	@Test
	void buildWhenNobodyIsLoggedInKeepsWhatTheModuleSays() {
		this.loggedOut = true;
		assertThatExceptionOfType(MerchantMismatchException.class)
			.isThrownBy(builder().certificateSerialNumber(TestPlatform.MERCHANT_SERIAL)::build)
			.withCauseInstanceOf(ProviderException.class)
			.havingCause()
			.withMessage("Not logged in");
	}

	private MerchantBuilder builder() {
		return Merchant.builder("1900000109").privateKey(key()).platformKey(TestPlatform.publicKey());
	}

	private HardwareKey key() {
		return (HardwareKey) Proxy.newProxyInstance(HardwareKey.class.getClassLoader(),
				new Class<?>[] { HardwareKey.class }, (proxy, method, args) -> switch (method.getName()) {
					case "getAlgorithm" -> "RSA";
					case "getModulus" -> TestPlatform.MERCHANT_KEY.getModulus();
					case "getPublicExponent" -> ((RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY).getPublicExponent();
					case "isRefused" -> this.refused;
					case "isLoggedOut" -> this.loggedOut;
					default -> null;
				});
	}

	/**
	 * A handle that tells modulus and public exponent, and nothing else.
	 */
	private interface HardwareKey extends RSAPrivateCrtKey {

		boolean isRefused();

		boolean isLoggedOut();

	}

	/**
	 * Offers what the module can do.
	 */
	public static final class Module extends Provider {

		private static final long serialVersionUID = 1L;

		Module() {
			super("Module", "1", "A hardware module");
			put("Signature.SHA256withRSA", Signing.class.getName());
			put("Signature.SHA256withRSA SupportedKeyClasses", HardwareKey.class.getName());
		}

	}

	/**
	 * What the module does.
	 */
	public static final class Signing extends SignatureSpi {

		private final Signature signature;

		private boolean loggedOut;

		/**
		 * Opens a session.
		 * @throws Exception if the JDK does not sign
		 */
		public Signing() throws Exception {
			this.signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
		}

		@Override
		protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
			if (!(key instanceof HardwareKey handle) || handle.isRefused()) {
				throw new InvalidKeyException("Not a key of this module");
			}
			this.loggedOut = handle.isLoggedOut();
			this.signature.initSign(TestPlatform.MERCHANT_KEY);
		}

		@Override
		protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
			this.signature.update(bytes, offset, length);
		}

		@Override
		protected void engineUpdate(byte b) throws SignatureException {
			this.signature.update(b);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			if (this.loggedOut) {
				throw new ProviderException("Not logged in");
			}
			return this.signature.sign();
		}

		@Override
		protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
			throw new InvalidKeyException("Only signs");
		}

		@Override
		protected boolean engineVerify(byte[] signature) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String name, Object value) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected @Nullable Object engineGetParameter(String name) {
			return null;
		}

	}

}
