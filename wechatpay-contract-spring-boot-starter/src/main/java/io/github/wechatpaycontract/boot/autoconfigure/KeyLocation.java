package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.PathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads key files. Only {@code file:}, {@code classpath:} and {@code base64:} locations:
 * a key that comes over the network can be anyone's.
 */
final class KeyLocation {

	private static final Logger logger = LoggerFactory.getLogger(KeyLocation.class);

	private static final int MAX_BYTES = 64 * 1024;

	private static final String BASE64 = "base64:";

	private final ResourceLoader resourceLoader;

	KeyLocation(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	/**
	 * Reads a location.
	 * @param location the location
	 * @return its bytes
	 * @throws IllegalArgumentException if it cannot be read; the message does not repeat
	 * it
	 */
	byte[] read(String location) {
		return read(location, false);
	}

	/**
	 * Reads a location and warns if what is there can be read by others.
	 * @param location the location
	 * @return its bytes
	 * @throws IllegalArgumentException if it cannot be read; the message does not repeat
	 * it
	 */
	byte[] readSecret(String location) {
		return read(location, true);
	}

	private byte[] read(String location, boolean secret) {
		if (location.startsWith(BASE64)) {
			return decode(location.substring(BASE64.length()));
		}
		if (location.startsWith("file:")) {
			return readFile(path(this.resourceLoader.getResource(location)), secret);
		}
		if (location.startsWith("classpath:")) {
			return read(this.resourceLoader.getResource(location));
		}
		throw new IllegalArgumentException("the location must start with file:, classpath: or base64:");
	}

	private static byte[] decode(String text) {
		try {
			return Base64.getMimeDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("what follows base64: is not Base64");
		}
	}

	private static Path path(Resource resource) {
		try {
			return resource.getFile().toPath();
		}
		catch (IOException | InvalidPathException ex) {
			throw new IllegalArgumentException("the location is not that of a file");
		}
	}

	private static byte[] readFile(Path path, boolean secret) {
		if (!Files.exists(path)) {
			throw new IllegalArgumentException("the file does not exist");
		}
		if (!Files.isRegularFile(path)) {
			throw new IllegalArgumentException("the location is not a regular file");
		}
		if (!Files.isReadable(path)) {
			throw new IllegalArgumentException("the file cannot be read by the user this application runs as");
		}
		if (secret) {
			warnIfExposed(path);
		}
		return read(new PathResource(path));
	}

	private static void warnIfExposed(Path path) {
		try {
			if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
					&& Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
				logger.warn("Key file '{}' can be read by every user of this host; chmod 600 it", path);
			}
		}
		catch (IOException ex) {
			logger.debug("The permissions of key file '{}' cannot be told", path);
		}
	}

	private static byte[] read(Resource resource) {
		try (InputStream in = resource.getInputStream()) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw new IllegalArgumentException("the file is larger than any key");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("the location does not exist or cannot be read");
		}
	}

}
