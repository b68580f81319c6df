package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.bouncycastle.openssl.PEMParser;

/**
 * Takes key files as people have them: PEM, bare Base64, DER.
 */
final class PemObjects {

	private PemObjects() {
	}

	/**
	 * Returns what the PEM blocks of a text hold.
	 * @param file the file
	 * @return Bouncy Castle's object for each block, empty when there is no PEM in it
	 * @throws IllegalArgumentException if a block cannot be read
	 */
	static List<Object> of(byte[] file) {
		return PemBlock.of(file).stream().map(PemObjects::object).toList();
	}

	private static Object object(PemBlock block) {
		String lines = block.content().contains("Proc-Type:") ? block.content()
				: "\n" + block.base64().replaceAll("(.{64})", "$1\n") + "\n";
		String pem = "-----BEGIN %1$s-----%2$s-----END %1$s-----\n".formatted(block.label(), lines);
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			Object object = parser.readObject();
			if (object != null) {
				return object;
			}
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException("A PEM block '" + block.label() + "' that cannot be read");
		}
		throw new IllegalArgumentException("A PEM block '" + block.label() + "', which is no key and no certificate");
	}

	/**
	 * Returns the bytes of a file without PEM: Base64 decoded when it is Base64.
	 * @param file the file
	 * @return the DER bytes
	 */
	static byte[] der(byte[] file) {
		try {
			return Base64.getDecoder().decode(PemBlock.withoutWhitespace(new String(file, StandardCharsets.UTF_8)));
		}
		catch (IllegalArgumentException ex) {
			return file;
		}
	}

}
