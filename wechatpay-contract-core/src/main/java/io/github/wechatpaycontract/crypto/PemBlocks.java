package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.openssl.PEMParser;

/**
 * Takes key files as people have them: PEM with CRLF, a byte order mark, comments around
 * it, on one line, with line feeds written as {@code \n}; bare Base64; DER.
 */
final class PemBlocks {

	private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----",
			Pattern.DOTALL);

	private static final Pattern WHITESPACE = Pattern.compile("\\s|\\\\r|\\\\n|\uFEFF");

	private PemBlocks() {
	}

	/**
	 * Returns what the PEM blocks of a text hold.
	 * @param file the file
	 * @return Bouncy Castle's object for each block, empty when there is no PEM in it
	 * @throws IllegalArgumentException if a block cannot be read
	 */
	static List<Object> objects(byte[] file) {
		List<Object> objects = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
		while (matcher.find()) {
			objects.add(object(matcher.group(1), matcher.group(2)));
		}
		return objects;
	}

	private static Object object(String label, String content) {
		String lines = content.contains("Proc-Type:") ? content
				: "\n" + WHITESPACE.matcher(content).replaceAll("").replaceAll("(.{64})", "$1\n") + "\n";
		String pem = "-----BEGIN %1$s-----%2$s-----END %1$s-----\n".formatted(label, lines);
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			Object object = parser.readObject();
			if (object != null) {
				return object;
			}
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException("A PEM block '" + label + "' that cannot be read");
		}
		throw new IllegalArgumentException("A PEM block '" + label + "', which is no key and no certificate");
	}

	/**
	 * Returns the bytes of a file without PEM: Base64 decoded when it is Base64.
	 * @param file the file
	 * @return the DER bytes
	 */
	static byte[] der(byte[] file) {
		String text = WHITESPACE.matcher(new String(file, StandardCharsets.UTF_8)).replaceAll("");
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			return file;
		}
	}

}
