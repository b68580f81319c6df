package io.github.wechatpaycontract.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file as people have it: with CRLF, a byte order mark, comments around
 * it, on one line, with line feeds written as {@code \n}.
 *
 * @param label what it says it is
 * @param content what stands between its first line and its last
 */
record PemBlock(String label, String content) {

	private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----",
			Pattern.DOTALL);

	private static final Pattern WHITESPACE = Pattern.compile("\\s|\\\\r|\\\\n|\uFEFF");

	static List<PemBlock> of(byte[] file) {
		List<PemBlock> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
		while (matcher.find()) {
			blocks.add(new PemBlock(matcher.group(1), matcher.group(2)));
		}
		return blocks;
	}

	/** The Base64 in it, if it is nothing else. */
	String base64() {
		return withoutWhitespace(this.content);
	}

	static String withoutWhitespace(String text) {
		return WHITESPACE.matcher(text).replaceAll("");
	}

	/** It may be a private key. */
	@Override
	public String toString() {
		return "PemBlock[" + this.label + "]";
	}

}
