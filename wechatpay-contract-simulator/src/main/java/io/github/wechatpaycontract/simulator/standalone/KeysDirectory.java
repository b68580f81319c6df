package io.github.wechatpaycontract.simulator.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;

/**
 * A merchant's keys and numbers on disk. What is there is used, what is missing is made
 * and written, readable for the owner alone. Real keys do not belong here, so a directory
 * that has something else in it is refused.
 */
final class KeysDirectory {

	private final Path directory;

	KeysDirectory(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	/**
	 * The merchant's private key, named as the merchant console names it.
	 */
	Path privateKey() {
		return this.directory.resolve("apiclient_key.pem");
	}

	/**
	 * The merchant certificate, named as the merchant console names it.
	 */
	Path certificate() {
		return this.directory.resolve("apiclient_cert.pem");
	}

	/**
	 * The platform's public key, named as the merchant console names it.
	 */
	Path publicKey() {
		return this.directory.resolve("pub_key.pem");
	}

	/**
	 * The platform's private key, which the simulator signs with.
	 */
	private Path platformKey() {
		return this.directory.resolve("platform_key.pem");
	}

	private Path numbers() {
		return this.directory.resolve("merchant.properties");
	}

	/**
	 * Reads the merchant and completes it.
	 * @param numbers what it must be, and is if nothing is there yet
	 * @throws IllegalArgumentException if the directory says otherwise, or holds what
	 * cannot be used
	 */
	SimulatedMerchant merchant(MerchantNumbers numbers, TrustMode trust) throws IOException {
		boolean fresh = isFresh();
		if (!fresh && !Files.exists(numbers())) {
			throw new IllegalArgumentException("it has files but no merchant.properties; name a directory of its own");
		}
		Properties kept = new Properties();
		kept.load(new StringReader(read(numbers()).orElse("")));
		kept.stringPropertyNames().forEach((name) -> numbers.settle(name, kept.getProperty(name)));
		SimulatedMerchant.Builder builder = numbers.builder().trustMode(trust);
		read(privateKey()).ifPresent(builder::privateKeyPem);
		read(certificate()).ifPresent(builder::certificatePem);
		read(platformKey()).ifPresent(builder::platformPrivateKeyPem);
		SimulatedMerchant merchant = builder.build();
		if (read(publicKey()).filter((pem) -> !pem.equals(merchant.publicKeyPem())).isPresent()) {
			throw new IllegalArgumentException("its pub_key.pem is not the public half of its platform_key.pem");
		}
		write(merchant, fresh);
		return merchant;
	}

	private boolean isFresh() throws IOException {
		if (!Files.exists(this.directory)) {
			return true;
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.findAny().isEmpty();
		}
	}

	private void write(SimulatedMerchant merchant, boolean fresh) throws IOException {
		Files.createDirectories(this.directory, ownerOnly("rwx------"));
		write(numbers(), MerchantNumbers.text(merchant));
		write(privateKey(), merchant.privateKeyPem());
		write(certificate(), merchant.certificatePem());
		write(platformKey(), merchant.platformPrivateKeyPem());
		write(publicKey(), merchant.publicKeyPem());
		if (fresh) {
			write(this.directory.resolve(".gitignore"), "*\n");
		}
	}

	private static Optional<String> read(Path file) throws IOException {
		return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
	}

	/**
	 * Writes a file that is not there yet.
	 */
	private static void write(Path file, String text) throws IOException {
		if (!Files.exists(file)) {
			Files.createFile(file, ownerOnly("rw-------"));
			Files.writeString(file, text);
		}
	}

	private static FileAttribute<?>[] ownerOnly(String permissions) {
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
