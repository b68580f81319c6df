package io.github.wechatpaycontract;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.RandomText;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A dump of the heap of a merchant that has signed: keys are numbers and bytes there, no
 * text that could be cut out and pasted.
 */
@Tag("case-176")
class HeapDumpTests {

	@TempDir
	private Path folder;

	@BeforeEach
	void makeKeysAndForgetThem() throws IOException, GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		Files.writeString(file("key.pem"),
				"-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' })
							.encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
		Files.writeString(file("apiv3.txt"), RandomText.alphanumeric(new SecureRandom(), 32));
	}

	@Test
	void keysAreNoText() throws IOException {
		Merchant merchant = merchant();
		Path dump = dump();
		String pem = Files.readAllLines(file("key.pem")).get(9);
		String apiV3Key = Files.readString(file("apiv3.txt"));
		assertThat(occurrences(dump, pem.getBytes(StandardCharsets.US_ASCII))).isZero();
		assertThat(occurrences(dump, pem.getBytes(StandardCharsets.UTF_16BE))).isZero();
		assertThat(occurrences(dump, apiV3Key.getBytes(StandardCharsets.UTF_16BE))).isZero();
		assertThat(occurrences(dump, apiV3Key.getBytes(StandardCharsets.US_ASCII))).as("the key's own bytes").isOne();
		assertThat(merchant.mchid()).isEqualTo(TestPlatform.MCHID);
	}

	/** In a frame of its own, whose variables the dump must not find. */
	private Merchant merchant() throws IOException {
		Merchant merchant = Merchant.builder(TestPlatform.MCHID)
			.certificateSerialNumber(TestPlatform.MERCHANT_SERIAL)
			.privateKey(PrivateKeys.read(Files.readAllBytes(file("key.pem")), null))
			.platformKey(TestPlatform.publicKey())
			.apiV3Key(ApiV3Key.of(Files.readString(file("apiv3.txt"))))
			.build();
		merchant.sign("GET", "/v3/x", 1, "n", new byte[0]);
		return merchant;
	}

	private Path dump() throws IOException {
		Path dump = file("heap.hprof");
		ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
		return dump;
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

	private static int occurrences(Path dump, byte[] wanted) throws IOException {
		try (FileChannel channel = FileChannel.open(dump)) {
			MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
			int found = 0;
			for (int at = 0; at <= bytes.limit() - wanted.length; at++) {
				if (bytes.get(at) == wanted[0]
						&& bytes.slice(at, wanted.length).mismatch(ByteBuffer.wrap(wanted)) < 0) {
					found++;
				}
			}
			return found;
		}
	}

}
