package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.springframework.util.FileSystemUtils;

/**
 * A directory that goes with the JVM, after what works in it was ended.
 */
final class TemporaryDirectory {

	private static final Deque<Runnable> LAST = new ConcurrentLinkedDeque<>();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> LAST.forEach(TemporaryDirectory::tryTo)));
	}

	private TemporaryDirectory() {
	}

	static Path create(String name) {
		try {
			Path directory = Files.createTempDirectory("resilience-" + name + "-");
			onExit(() -> delete(directory));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What is named last is done first. */
	static void onExit(Runnable last) {
		LAST.addFirst(last);
	}

	private static void tryTo(Runnable last) {
		try {
			last.run();
		}
		catch (RuntimeException ex) {
			System.err.println("Not everything was tidied up: " + ex);
		}
	}

	private static void delete(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
