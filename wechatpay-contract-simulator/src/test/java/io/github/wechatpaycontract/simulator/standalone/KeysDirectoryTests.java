package io.github.wechatpaycontract.simulator.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeysDirectory}.
 */
class KeysDirectoryTests {

	@TempDir
	private Path temporary;

	@Test
	void secondMerchantIsTheFirst() throws IOException {
		assertThat(merchant()).isEqualTo(merchant());
	}

	@Test
	void trustMayChange() throws IOException {
		SimulatedMerchant first = merchant();
		SimulatedMerchant second = new KeysDirectory(directory()).merchant(new MerchantNumbers(), TrustMode.MIXED);
		assertThat(second.trustMode()).isEqualTo(TrustMode.MIXED);
		assertThat(second.privateKeyPem()).isEqualTo(first.privateKeyPem());
	}

	@Test
	void filesAreTheOwnersAlone() throws IOException {
		merchant();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory()))).isEqualTo("rwx------");
		try (Stream<Path> files = Files.list(directory())) {
			List<Path> kept = files.toList();
			assertThat(kept).extracting((file) -> file.getFileName().toString())
				.containsExactlyInAnyOrder("apiclient_key.pem", "apiclient_cert.pem", "pub_key.pem", "platform_key.pem",
						"merchant.properties", ".gitignore");
			for (Path file : kept) {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
			}
		}
	}

	@Test
	void whatIsMissingIsMadeAgain() throws IOException {
		SimulatedMerchant first = merchant();
		Files.delete(directory().resolve("apiclient_cert.pem"));
		Files.delete(directory().resolve("pub_key.pem"));
		SimulatedMerchant second = merchant();
		assertThat(second.privateKeyPem()).isEqualTo(first.privateKeyPem());
		assertThat(second.publicKeyPem()).isEqualTo(first.publicKeyPem());
		assertThat(second.certificateSerialNumber()).isNotEqualTo(first.certificateSerialNumber());
		assertThat(merchant()).isEqualTo(second);
	}

	@Test
	void givenNumbersAreKept() throws IOException {
		MerchantNumbers numbers = new MerchantNumbers();
		numbers.settle("mchid", "1900000110");
		numbers.settle("appid", "wx0000000000000001");
		numbers.settle("service_id", "777");
		new KeysDirectory(directory()).merchant(numbers, TrustMode.PUBLIC_KEY);
		SimulatedMerchant merchant = merchant();
		assertThat(merchant.mchid()).isEqualTo("1900000110");
		assertThat(merchant.appid()).isEqualTo("wx0000000000000001");
		assertThat(merchant.serviceId()).isEqualTo(777);
	}

	@Test
	void otherNumberIsRefused() throws IOException {
		merchant();
		MerchantNumbers numbers = new MerchantNumbers();
		numbers.settle("mchid", "1900000110");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new KeysDirectory(directory()).merchant(numbers, TrustMode.PUBLIC_KEY))
			.withMessage("mchid cannot be both 1900000110 and 1900000109");
	}

	@Test
	void publicKeyOfAnotherIsRefusedAndKept() throws IOException {
		merchant();
		String other = SimulatedMerchant.generate().publicKeyPem();
		Files.writeString(directory().resolve("pub_key.pem"), other);
		assertThatIllegalArgumentException().isThrownBy(this::merchant)
			.withMessage("its pub_key.pem is not the public half of its platform_key.pem");
		assertThat(directory().resolve("pub_key.pem")).hasContent(other);
	}

	@Test
	void directoryOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
		Files.createDirectory(directory());
		Path real = Files.writeString(directory().resolve("apiclient_key.pem"), "a real key");
		assertThatIllegalArgumentException().isThrownBy(this::merchant)
			.withMessageStartingWith("it has files but no merchant.properties");
		assertThat(directory()).isDirectoryNotContaining((file) -> !file.equals(real));
	}

	@Test
	void ignoringIsSaidInADirectoryOfItsOwnOnly() throws IOException {
		Files.createDirectory(directory());
		Files.createFile(directory().resolve("merchant.properties"));
		merchant();
		assertThat(directory().resolve(".gitignore")).doesNotExist();
		assertThat(directory().resolve("apiclient_key.pem")).exists();
	}

	@Test
	void misspeltNumberIsRefusedWithoutItsValue() throws IOException {
		merchant();
		Files.writeString(directory().resolve("merchant.properties"), "apiv3_key=secret");
		assertThatIllegalArgumentException().isThrownBy(this::merchant)
			.withMessageStartingWith("apiv3_key is none of")
			.withMessageNotContaining("secret");
	}

	private Path directory() {
		return this.temporary.resolve("keys");
	}

	private SimulatedMerchant merchant() throws IOException {
		return new KeysDirectory(directory()).merchant(new MerchantNumbers(), TrustMode.PUBLIC_KEY);
	}

}
