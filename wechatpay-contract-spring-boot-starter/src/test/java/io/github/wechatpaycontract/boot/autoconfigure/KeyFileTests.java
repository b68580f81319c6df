package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.merchant.Merchant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Key files of every kind: read where that is safe and unambiguous, else refused with
 * what was found.
 */
@Tag("any-line")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class KeyFileTests {

	private static final String PRIVATE_KEY = "wechatpay.private-key-path";

	private static final String PUBLIC_KEY = "wechatpay.public-key-path";

	private static final String SERIAL = "wechatpay.certificate-serial-number";

	@TempDir
	Path directory;

	private String file(String name, String content) throws IOException {
		return file(name, content.getBytes(StandardCharsets.UTF_8));
	}

	private String file(String name, byte[] content) throws IOException {
		Path file = Files.write(this.directory.resolve(name), content);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		return file.toUri().toString();
	}

	private static void assertStarts(String... changes) {
		try (ConfigurableApplicationContext context = FailedStart.start(FailedStart.Application.class, changes)) {
			assertThat(context.getBean(Merchant.class).certificateSerialNumber())
				.isEqualToIgnoringCase(TestMerchants.MERCHANT.certificateSerialNumber());
		}
	}

	@Test
	@Tag("case-142")
	void privateKeyOfAnyFormIsRead() throws IOException {
		String pem = TestMerchants.MERCHANT.privateKeyPem();
		byte[] der = TestKeys.merchantKey().getEncoded();
		assertStarts(PRIVATE_KEY, file("pkcs8", pem));
		assertStarts(PRIVATE_KEY, file("pkcs1", TestKeys.pkcs1()));
		assertStarts(PRIVATE_KEY, file("der", der));
		assertStarts(PRIVATE_KEY, file("line", Base64.getEncoder().encodeToString(der)));
		assertStarts(PRIVATE_KEY, file("crlf", pem.replace("\n", "\r\n")));
		assertStarts(PRIVATE_KEY, file("bom", "\uFEFF" + pem));
		assertStarts(PRIVATE_KEY, file("comment", "Bag Attributes\n  a: b\n" + pem + "  \n\n"));
		assertStarts(PRIVATE_KEY, file("withCertificate", pem + TestMerchants.MERCHANT.certificatePem()));
		assertStarts(PRIVATE_KEY, file("encrypted", TestKeys.encrypted()));
		assertStarts(PRIVATE_KEY, TestKeys.location(pem));
		assertStarts(PRIVATE_KEY, "  " + TestKeys.location(pem) + " \n");
	}

	@Test
	@Tag("case-142")
	void severalPrivateKeysAreAmbiguous(CapturedOutput output) throws IOException {
		String two = TestMerchants.MERCHANT.privateKeyPem() + TestMerchants.OTHER.privateKeyPem();
		FailedStart.with(output, PRIVATE_KEY, file("two", two)).blames(PRIVATE_KEY).says("More than one private key");
	}

	@Test
	@Tag("case-143")
	void encryptedKeyNeedsItsPassphrase(CapturedOutput output) {
		String location = TestKeys.location(TestKeys.encrypted());
		FailedStart.with(output, PRIVATE_KEY, location, "wechatpay.private-key-passphrase", null)
			.blames(PRIVATE_KEY)
			.says("passphrase", "'wechatpay.private-key-passphrase'");
		FailedStart.with(output, PRIVATE_KEY, location, "wechatpay.private-key-passphrase", "wrong-canary")
			.blames(PRIVATE_KEY)
			.says("passphrase does not open", "'wechatpay.private-key-passphrase'")
			.neverTells("wrong-canary");
	}

	@Test
	@Tag("case-144")
	@Tag("case-11")
	void keyOfAnotherKindIsRefusedAndNamed(CapturedOutput output) {
		String[][] kinds = {
				{ "EC", TestKeys.pem("PRIVATE KEY", TestKeys.generate("EC", 256).getPrivate().getEncoded()) },
				{ "Ed25519", TestKeys.pem("PRIVATE KEY", TestKeys.generate("Ed25519", 255).getPrivate().getEncoded()) },
				{ "2048", TestKeys.pem("PRIVATE KEY", TestKeys.generate("RSA", 1024).getPrivate().getEncoded()) },
				{ "a public key", TestMerchants.MERCHANT.publicKeyPem() },
				{ "a certificate", TestMerchants.MERCHANT.certificatePem() }, { "is wrong", TestKeys.damaged() },
				{ "another kind", "not a key at all canary-content" }, { "is wrong", "" } };
		for (String[] kind : kinds) {
			FailedStart.with(output, PRIVATE_KEY, TestKeys.location(kind[1]))
				.blames(PRIVATE_KEY)
				.says(kind[0])
				.neverTells("canary-content");
		}
	}

	@Test
	@Tag("case-51")
	@Tag("case-144")
	void platformKeyOfAnotherKindIsRefusedAndNamed(CapturedOutput output) {
		String[][] kinds = {
				{ "EC", TestKeys.pem("PUBLIC KEY", TestKeys.generate("EC", 256).getPublic().getEncoded()) },
				{ "2048", TestKeys.pem("PUBLIC KEY", TestKeys.generate("RSA", 1024).getPublic().getEncoded()) },
				{ "a private key", TestMerchants.OTHER.privateKeyPem() },
				{ "a certificate", TestMerchants.MERCHANT.certificatePem() }, { "another kind", "canary-content" } };
		for (String[] kind : kinds) {
			FailedStart.with(output, PUBLIC_KEY, TestKeys.location(kind[1]))
				.blames(PUBLIC_KEY)
				.says(kind[0])
				.neverTells("canary-content");
		}
	}

	@Test
	@Tag("case-147")
	void platformKeyThatIsTheMerchantsOwnIsRefused(CapturedOutput output) throws Exception {
		var certificate = CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(
					TestMerchants.MERCHANT.certificatePem().getBytes(StandardCharsets.US_ASCII)));
		String own = TestKeys.pem("PUBLIC KEY", certificate.getPublicKey().getEncoded());
		FailedStart.with(output, PUBLIC_KEY, TestKeys.location(own)).blames(PUBLIC_KEY).says("merchant's own");
	}

	@Test
	@Tag("case-145")
	void pkcs12IsReadWithItsPassword() {
		byte[] file = TestKeys.pkcs12(TestKeys.PKCS12_PASSWORD, TestMerchants.MERCHANT);
		assertStarts("wechatpay.pkcs12-path", TestKeys.location(file), PRIVATE_KEY, null, SERIAL, null);
		byte[] usual = TestKeys.pkcs12(TestMerchants.MERCHANT.mchid(), TestMerchants.MERCHANT);
		assertStarts("wechatpay.pkcs12-path", TestKeys.location(usual), PRIVATE_KEY, null, SERIAL, null,
				"wechatpay.pkcs12-password", null);
	}

	@Test
	@Tag("case-145")
	void pkcs12ThatCannotBeUsedIsRefused(CapturedOutput output) {
		String name = "wechatpay.pkcs12-path";
		String right = TestKeys.location(TestKeys.pkcs12(TestKeys.PKCS12_PASSWORD, TestMerchants.MERCHANT));
		String two = TestKeys
			.location(TestKeys.pkcs12(TestKeys.PKCS12_PASSWORD, TestMerchants.MERCHANT, TestMerchants.OTHER));
		String none = TestKeys.location(TestKeys.pkcs12(TestKeys.PKCS12_PASSWORD));
		FailedStart
			.with(output, name, right, PRIVATE_KEY, null, SERIAL, null, "wechatpay.pkcs12-password", "wrong-canary")
			.blames(name)
			.says("password is wrong", "wechatpay.pkcs12-password")
			.neverTells("wrong-canary");
		FailedStart.with(output, name, two, PRIVATE_KEY, null, SERIAL, null).blames(name).says("more than one");
		FailedStart.with(output, name, none, PRIVATE_KEY, null, SERIAL, null).blames(name).says("without");
		FailedStart.with(output, name, TestKeys.location("x"), PRIVATE_KEY, null, SERIAL, null)
			.blames(name)
			.says("Not a PKCS#12 file");
		FailedStart.with(output, name, right).blames(name).says("Keep one of the two");
	}

	@Test
	@Tag("case-146")
	void certificateMustBelongToTheKeyAndToTheSerial(CapturedOutput output) {
		String path = "wechatpay.certificate-path";
		String own = TestKeys.location(TestMerchants.MERCHANT.certificatePem());
		assertStarts(path, own, SERIAL, null);
		assertStarts(path, own);
		FailedStart.with(output, path, own, SERIAL, "5157F09EFDC096DE15EBE81A47057A72")
			.blames(SERIAL)
			.says("not the one of the merchant certificate")
			.neverTells("5157F09EFDC096DE15EBE81A47057A72");
		FailedStart.with(output, path, TestKeys.location(TestMerchants.OTHER.certificatePem()), SERIAL, null)
			.blames(path)
			.says("another private key");
		FailedStart.with(output, path, TestKeys.location(TestMerchants.MERCHANT.publicKeyPem()), SERIAL, null)
			.blames(path);
		FailedStart.with(output, SERIAL, "no hex").blames(SERIAL).says("hexadecimal");
	}

	@Test
	void certificateOfAnotherMerchantIsWarnedOf(CapturedOutput output) {
		byte[] file = TestKeys.pkcs12(TestKeys.PKCS12_PASSWORD, TestMerchants.OTHER);
		FailedStart
			.start(FailedStart.Application.class, "wechatpay.pkcs12-path", TestKeys.location(file), PRIVATE_KEY, null,
					SERIAL, null)
			.close();
		assertThat(output).contains("names another merchant than 'wechatpay.mchid'");
	}

	@ParameterizedTest
	@Tag("case-153")
	@ValueSource(strings = { "http://127.0.0.1:1/canary.pem", "https://keys.example/canary.pem",
			"ftp://127.0.0.1/canary.pem", "jar:http://127.0.0.1:1/canary.jar!/key.pem", "jar:file:/canary.jar!/key.pem",
			"/etc/wechatpay/canary.pem", "canary.pem", "../canary.pem", "classpath*:canary.pem", "netdoc:/canary.pem",
			"FILE:/canary.pem", "url:file:/canary.pem" })
	void locationOfAnotherKindIsRefused(String location, CapturedOutput output) {
		assertRefused(PRIVATE_KEY, location, output);
	}

	@ParameterizedTest
	@Tag("case-153")
	@ValueSource(strings = { PUBLIC_KEY, "wechatpay.certificate-path" })
	void locationOfAnotherKindIsRefusedEverywhere(String name, CapturedOutput output) {
		assertRefused(name, "http://127.0.0.1:1/canary.pem", output);
	}

	private static void assertRefused(String name, String location, CapturedOutput output) {
		FailedStart.with(output, name, location)
			.blames(name)
			.says("must start with file:, classpath: or base64:")
			.neverTells("canary");
	}

	@ParameterizedTest
	@Tag("case-154")
	@ValueSource(strings = { "file:/no/such/canary.pem", "file:canary.pem", "file:../../../canary.pem",
			"classpath:no/such/canary.pem", "classpath:/../../canary.pem", "file:", "classpath:",
			"file://canary.example/etc/hostname", "file:/canary%00.pem", "file:/canary\u0000.pem", "file:%zz-canary",
			"file:/etc", "file:/dev/null", "file:/dev/zero", "classpath:io/github/wechatpaycontract", "base64:",
			"base64:canary???", "base64:Y2FuYXJ5", "file:/etc/passwd", "file:../../../../../../../../etc/passwd",
			"file:/proc/self/environ" })
	void locationThatHoldsNoKeyIsRefused(String location, CapturedOutput output) {
		FailedStart.with(output, PRIVATE_KEY, location)
			.blames(PRIVATE_KEY)
			.says("Set it to the location of apiclient_key.pem")
			.neverTells("canary", "root:x:0", "PATH=");
	}

	@Test
	@Tag("case-154")
	void fileLargerThanAnyKeyIsRefused(CapturedOutput output) throws IOException {
		Path huge = this.directory.resolve("huge");
		try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
			file.setLength(1L << 30);
		}
		FailedStart.with(output, PRIVATE_KEY, huge.toUri().toString()).blames(PRIVATE_KEY).says("larger than any key");
	}

	@Test
	@Tag("case-154")
	void pipeIsRefused(CapturedOutput output) throws Exception {
		Path pipe = this.directory.resolve("pipe");
		Process mkfifo;
		try {
			mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
		}
		catch (IOException ex) {
			assumeThat(ex).as("no mkfifo here").isNull();
			return;
		}
		assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
		long start = System.nanoTime();
		FailedStart.with(output, PRIVATE_KEY, pipe.toUri().toString()).blames(PRIVATE_KEY).says("not a regular file");
		assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
	}

	@Test
	@Tag("case-154")
	void fileThatCannotBeReadIsRefused(CapturedOutput output) throws IOException {
		Path secret = this.directory.resolve("secret");
		Files.writeString(secret, TestMerchants.MERCHANT.privateKeyPem());
		Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
		assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
		FailedStart.with(output, PRIVATE_KEY, secret.toUri().toString()).blames(PRIVATE_KEY).says("cannot be read");
	}

	@Test
	@Tag("case-155")
	void secretFileThatEveryoneMayReadIsWarnedOf(CapturedOutput output) throws IOException {
		String location = file("key.pem", TestMerchants.MERCHANT.privateKeyPem());
		assertStarts(PRIVATE_KEY, location);
		assertThat(output).doesNotContain("can be read by every user");
		Files.setPosixFilePermissions(this.directory.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
		assertStarts(PRIVATE_KEY, location);
		assertThat(output).contains("key.pem' can be read by every user of this host");
	}

	@Test
	@Tag("case-155")
	void publicFileMayBeReadByEveryone(CapturedOutput output) throws IOException {
		String publicKey = file("pub_key.pem", TestMerchants.MERCHANT.publicKeyPem());
		String certificate = file("apiclient_cert.pem", TestMerchants.MERCHANT.certificatePem());
		Files.setPosixFilePermissions(this.directory.resolve("pub_key.pem"),
				PosixFilePermissions.fromString("rw-r--r--"));
		Files.setPosixFilePermissions(this.directory.resolve("apiclient_cert.pem"),
				PosixFilePermissions.fromString("rw-r--r--"));
		assertStarts(PUBLIC_KEY, publicKey, "wechatpay.certificate-path", certificate);
		assertThat(output).doesNotContain("can be read by every user");
	}

}
